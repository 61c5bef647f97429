import "../../../shared/ui/prose.css";
import { useLayoutEffect, useRef } from "preact/hooks";
import { draw } from "../../../shared/ui/draw";
import { drawWords, text } from "../strings";

/** A program that draws nothing is the byte of its version. */
const EMPTY = 1;

/** What somebody wrote, drawn as nodes. */
export function Body({ program }: { program: Uint8Array }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.replaceChildren(draw(program, drawWords)), [program]);
  if (program.length <= EMPTY) return <p class="quiet">{text.ticket.noText}</p>;
  return <div class="prose" dir="auto" ref={place} />;
}
