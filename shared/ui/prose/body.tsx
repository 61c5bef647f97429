import { useLayoutEffect, useRef } from "preact/hooks";

/** A program that draws nothing is the byte of its version. */
const EMPTY = 1;

interface Props {
  /** A drawing program of the core. */
  program: Uint8Array;
  /** Makes nodes of it; a face that loads this when it is needed has not got it yet. */
  draw: ((program: Uint8Array) => Node) | undefined;
  /** What is said where nobody wrote anything. */
  none: string;
}

/** What somebody wrote, drawn as nodes. */
export function Body({ program, draw, none }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (draw) place.current?.replaceChildren(draw(program));
  }, [program, draw]);
  if (program.length <= EMPTY) return <p class="ds-none">{none}</p>;
  return <div class="prose" dir="auto" ref={place} />;
}
