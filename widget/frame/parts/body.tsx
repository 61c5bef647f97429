import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { DrawWords } from "../../../shared/ui/draw";
import { loadDraw } from "../later";
import { say, told } from "../speech";

const words = (): DrawWords => ({
  earlier: say("ui.draw.earlier"),
  signature: say("ui.draw.signature"),
  spoiler: say("ui.draw.spoiler"),
  showImage: (alt) => (alt ? say("ui.draw.image_of", { alt }) : say("ui.draw.image")),
  leadsTo: (host) => say("ui.draw.leads_to", { host }),
});

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
      ({ draw }) => here && place.current?.replaceChildren(draw(program, words())),
      () => here && fail(true),
    );
    return () => void (here = false);
  }, [program]);
  if (failed) return <p class="quiet">{told({ id: "customer.failure.network", args: [] })}</p>;
  if (program.length <= EMPTY) return <p class="quiet">{say("widget.post.none")}</p>;
  return <div class="prose" dir="auto" ref={place} />;
}
