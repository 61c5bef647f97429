import { useLayoutEffect, useState } from "preact/hooks";
import { Body } from "../../../shared/ui/prose/body";
import type { DrawWords } from "../../../shared/ui/prose/draw";
import { brought, styled } from "../later";
import type * as Speech from "../speech";

/** For whoever opens a post. */
const loadDraw = () => (styled("draw"), brought<typeof import("../draw.js")>("draw"));

const words = (say: typeof Speech.say): DrawWords => ({
  earlier: say("ui.draw.earlier"),
  signature: say("ui.draw.signature"),
  spoiler: say("ui.draw.spoiler"),
  showImage: (alt) => (alt ? say("ui.draw.image_of", { alt }) : say("ui.draw.image")),
  leadsTo: (host) => say("ui.draw.leads_to", { host }),
});

interface Props {
  /** A drawing program of the core. */
  program: Uint8Array;
  say: typeof Speech.say;
  told: typeof Speech.told;
}

/** What somebody wrote. What draws it is loaded with the first. */
export function Written({ program, say, told }: Props) {
  const [draw, setDraw] = useState<((program: Uint8Array) => Node) | "failed">();
  useLayoutEffect(() => {
    let here = true;
    loadDraw().then(
      ({ draw }) => here && setDraw(() => (program: Uint8Array) => draw(program, words(say))),
      () => here && setDraw("failed"),
    );
    return () => void (here = false);
  }, []);
  if (draw === "failed") return <p class="quiet">{told({ id: "customer.failure.network", args: [] })}</p>;
  return <Body program={program} draw={draw} none={say("widget.post.none")} />;
}
