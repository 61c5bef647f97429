// Measures in a page: the core beside DOMPurify and the browser's own setHTML.

import DOMPurify from "dompurify";
import { draw } from "../../../shared/ui/draw";
import { sample, composer, type Figure } from "./sample";

declare global {
  interface Window {
    measure(): Promise<Figure[]>;
  }
}

const words = { earlier: "Earlier", signature: "Signature", spoiler: "Spoiler", showImage: (alt: string) => `Show ${alt}`, leadsTo: (host: string) => host };

window.measure = async () => {
  const core = await (await fetch("/core.wasm")).arrayBuffer();
  const html = await (await fetch("/ticket")).text();
  const bytes = new TextEncoder().encode(html).length;
  const deskside = await composer(core);
  const figures: Figure[] = [];
  figures.push(await sample("HTML to safe HTML", "Deskside", bytes, () => deskside.run("content.convert", { op: "sanitize_html", in: html, report: false })));
  figures.push(await sample("HTML to safe HTML", "DOMPurify", bytes, () => DOMPurify.sanitize(html)));
  figures.push(
    await sample("HTML to safe nodes", "Deskside", bytes, async () => {
      const host = document.createElement("div");
      const { program } = await deskside.run("content.draw", { content: { format: "html", source: html } });
      host.append(draw(program, words));
    }),
  );
  figures.push(
    await sample("HTML to safe nodes", "DOMPurify", bytes, () => {
      const host = document.createElement("div");
      host.append(DOMPurify.sanitize(html, { RETURN_DOM_FRAGMENT: true }));
    }),
  );
  if ("setHTML" in Element.prototype) {
    figures.push(
      await sample("HTML to safe nodes", "setHTML", bytes, () => {
        const host = document.createElement("div") as Element as Element & { setHTML(html: string): void };
        host.setHTML(html);
      }),
    );
  } else {
    figures.push({ task: "HTML to safe nodes", who: "setHTML", bytes, median_ms: 0, best_ms: 0, error: "this browser has none" });
  }
  return figures;
};
