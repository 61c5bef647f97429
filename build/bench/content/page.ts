// Measures in a page: the core beside DOMPurify and the browser's own setHTML.

import DOMPurify from "dompurify";
import { draw } from "../../../shared/ui/prose/draw";
import { type Figures, inTurns } from "../turns";
import { composer, sanitise, starts } from "./tasks";

declare global {
  interface Window {
    measure(): Promise<Figures[]>;
  }
}

const words = { earlier: "Earlier", signature: "Signature", spoiler: "Spoiler", showImage: (alt: string) => `Show ${alt}`, leadsTo: (host: string) => host };

const get = async (path: string) => new Uint8Array(await (await fetch(path)).arrayBuffer());

window.measure = async () => {
  const html = await (await fetch("/ticket")).text();
  const deskside = await composer(await get("/compose.wasm"));
  const place = () => document.createElement("div");
  const nodes = [
    {
      who: "Deskside",
      run: () => place().append(draw(deskside.call("content.draw", { content: { format: "html", source: html } }).program, words)),
    },
    { who: "DOMPurify", run: () => place().append(DOMPurify.sanitize(html, { RETURN_DOM_FRAGMENT: true })) },
  ];
  if ("setHTML" in Element.prototype) nodes.push({ who: "setHTML", run: () => (place() as Element as Element & { setHTML(html: string): void }).setHTML(html) });
  return [
    await inTurns("HTML of 42 KB to safe HTML", [sanitise(deskside, html), { who: "DOMPurify", run: () => DOMPurify.sanitize(html) }]),
    await inTurns("HTML of 42 KB to safe nodes", nodes),
    await starts({ "the agent's core": await get("/agent.wasm"), "the customer's core": await get("/customer.wasm") }),
  ];
};
