import "./prose.css";
import { useLayoutEffect, useRef } from "preact/hooks";
import { draw, type DrawWords } from "./draw";

/** A program that draws nothing is the byte of its version. */
const EMPTY = 1;

interface Props {
  /** A drawing program of the core. */
  program: Uint8Array;
  words: DrawWords;
  /** What is said where nobody wrote anything. */
  none: string;
}

/** What somebody wrote, drawn as nodes. */
export function Body({ program, words, none }: Props) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.replaceChildren(draw(program, words)), [program, words]);
  if (program.length <= EMPTY) return <p class="ds-none">{none}</p>;
  return <div class="prose" dir="auto" ref={place} />;
}
