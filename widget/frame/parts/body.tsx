import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { loadDraw } from "../later";
import { told } from "../speech";
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
  const [failed, fail] = useState(false);
  useLayoutEffect(() => {
    let here = true;
    loadDraw().then(
      ({ draw }) => here && place.current?.replaceChildren(draw(program, text.words)),
      () => here && fail(true),
    );
    return () => void (here = false);
  }, [program]);
  if (failed) return <p class="quiet">{told({ id: "customer.failure.network", args: [] })}</p>;
  if (program.length <= EMPTY) return <p class="quiet">{text.noDescription}</p>;
  return <div class="prose" dir="auto" ref={place} />;
}
