import { useLayoutEffect, useRef } from "preact/hooks";
import { draw } from "../../../shared/ui/draw";
import { text } from "../strings";

/** A program that draws nothing is the byte of its version. */
const EMPTY = 1;

interface Props {
  /** A drawing program of the core. */
  program: Uint8Array;
}

/** What somebody wrote, drawn as nodes. */
export function Body({ program }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.replaceChildren(draw(program, text.words)), [program]);
  if (program.length <= EMPTY) return <p class="quiet">{text.noDescription}</p>;
  return <div class="prose" dir="auto" ref={place} />;
}
