// What runs inside the pages under test: traps for everything that a script or
// a loaded resource would touch, the places that programs put HTML into, and a
// look at what the browser made of it. Test pages only; nothing here ships.

import { draw } from "../../shared/ui/prose/draw";

/** Attributes by element that content may print, from deskside/shared/content/contenttest. */
type Rules = Record<string, string>;

declare global {
  interface Window {
    /** Hits of traps, in the top window: the number of the vector, -1 where unknown, and what it did. */
    hits: [number, string][];
    fired(n: number, what?: string): void;
    vector?: number;
    probe: typeof probe;
  }
}

const view = (node: Node): Window & typeof globalThis => node.ownerDocument?.defaultView ?? window;

function trap(): void {
  const tell = (what: string) => window.top?.fired(window.vector ?? -1, what);
  if (window === window.top) {
    window.hits = [];
    window.fired = (n, what = "payload") => void window.hits.push([n, what]);
  }
  const quiet = (name: string, result: unknown) => Object.defineProperty(window, name, { value: () => (tell(name), result), writable: true });
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) quiet(name, undefined);
  if (window !== window.top) {
    quiet("fetch", new Promise(() => undefined));
    for (const name of ["WebSocket", "EventSource", "XMLHttpRequest", "Worker", "SharedWorker", "RTCPeerConnection"]) quiet(name, {});
    navigator.sendBeacon = () => (tell("sendBeacon"), true);
  }
  document.addEventListener("securitypolicyviolation", (e) => {
    // Scripts alone are no one's wish anywhere; what else may load is judged by the requests.
    if (e.effectiveDirective.startsWith("script-src")) tell(`policy: ${e.effectiveDirective} ${e.blockedURI} ${e.sample}`);
  });
  guard(document);
}

/** Keeps links that content may print from leading away when they are clicked. */
function guard(page: Document): void {
  page.addEventListener("click", (e) => {
    const { Element, HTMLAnchorElement } = view(page.documentElement);
    const link = e.target instanceof Element ? e.target.closest("a") : null;
    if (link instanceof HTMLAnchorElement && /^(?:https?|mailto|tel)?:$/.test(link.protocol)) e.preventDefault();
  }, true);
}

/** Clicks every element and does what else a person could do to it, and every event that it listens to. */
function provoke(root: ParentNode): void {
  const common = ["click", "mouseover", "focus", "load", "error", "toggle"];
  for (const element of Array.from(root.querySelectorAll("*"))) {
    const events = new Set(common);
    for (const { name } of Array.from(element.attributes)) if (name.startsWith("on")) events.add(name.slice(2));
    const { Event, MouseEvent, HTMLElement } = view(element);
    try {
      // Focus takes a layout each time, so it is for those that could notice.
      if (element instanceof HTMLElement && events.size > common.length) element.focus();
      for (const name of events) {
        const init = { bubbles: name === "click", cancelable: true };
        element.dispatchEvent(name === "click" ? new MouseEvent(name, init) : new Event(name, init));
      }
    } catch {
      // What a vector's own handler throws is no concern of the probe.
    }
  }
}

/** The first thing in what the browser made that content must not print, "" for none. images collects what may load. */
function fault(root: Node, rules: Rules, images: Set<string>): string {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) continue;
    if (!(node instanceof view(node).Element || node instanceof Element)) return `a node of type ${node.nodeType}`;
    const allowed = rules[node.localName];
    if (allowed === undefined || node.namespaceURI !== "http://www.w3.org/1999/xhtml") return `the element ${node.nodeName}`;
    const names = allowed.split(" ");
    for (const { name, value } of Array.from(node.attributes)) {
      if (!names.includes(name)) return `the attribute ${name}="${value}" of ${node.localName}`;
    }
    // A name that the browser takes for none leads nowhere; its protocol is ":".
    if (node.localName === "a" && !/^(?:https?|mailto|tel)?:$/.test((node as HTMLAnchorElement).protocol)) return `the link ${node.getAttribute("href")}`;
    if (node.localName === "img") {
      const source = (node as HTMLImageElement).src;
      if (source !== "") images.add(source);
      if (!/^(?:https?:|$)/.test(source)) return `the image ${source}`;
    }
    if (node.hasAttribute("style")) {
      const style = (node as HTMLElement).style;
      if (style.length !== 1 || !/^(?:color|font-size|text-align)$/.test(style[0] ?? "")) return `the style ${style.cssText}`;
    }
  }
  return "";
}

const made = (name: string, html: string): HTMLElement => {
  const element = document.createElement(name);
  element.innerHTML = html;
  return element;
};

/** The places that programs put HTML into; each gives what came of it. */
const sinks: Record<string, (html: string) => Node> = {
  innerHTML: (html) => made("div", html),
  "innerHTML three times": (html) => made("div", made("div", made("div", html).innerHTML).innerHTML),
  insertAdjacentHTML: (html) => {
    const host = made("div", "<p></p>");
    host.firstElementChild?.insertAdjacentHTML("afterend", html);
    return host;
  },
  outerHTML: (html) => {
    const host = made("div", "<p></p>");
    if (host.firstElementChild) host.firstElementChild.outerHTML = html;
    return host;
  },
  createContextualFragment: (html) => {
    const range = document.createRange();
    range.selectNode(document.body);
    const host = document.createElement("div");
    host.append(range.createContextualFragment(html));
    return host;
  },
  "innerHTML of a cell": (html) => {
    const host = made("div", "<table><tbody><tr><td></td></tr></tbody></table>");
    const cell = host.querySelector("td");
    if (cell) cell.innerHTML = html;
    return host;
  },
  "in a cell's markup": (html) => made("div", `<table><tr><td>${html}</td></tr></table>`),
  "innerHTML of a template": (html) => (made("template", html) as HTMLTemplateElement).content.cloneNode(true),
  DOMParser: (html) => new DOMParser().parseFromString(html, "text/html").documentElement,
  "in a noscript without scripts": (html) => {
    const page = new DOMParser().parseFromString(`<body><noscript>${html}</noscript>`, "text/html");
    const host = document.createElement("div");
    host.append(...Array.from(page.querySelector("noscript")?.childNodes ?? []));
    return page.body.childElementCount === 1 ? host : page.body;
  },
  "between text areas": (html) => {
    const host = made("div", `<textarea></textarea>${html}<textarea></textarea>`);
    host.firstElementChild?.remove();
    host.lastElementChild?.remove();
    return host;
  },
  ...Object.fromEntries(
    ["textarea", "title", "iframe", "style"].map((name) => [
      `as the text of a ${name}`,
      (html: string) => {
        const page = new DOMParser().parseFromString(`<body><div><${name}>${html}</${name}></div>`, "text/html");
        page.querySelector(name)?.remove();
        // What broke out of the holder stands beside it.
        return page.body.childElementCount === 1 ? (page.body.firstElementChild ?? page.body) : page.body;
      },
    ]),
  ),
};

/** The sinks whose outcome becomes part of the document too; the others make the same of it. */
const live = new Set(["innerHTML", "createContextualFragment"]);

/** Puts each page into every sink. Gives what is wrong and the images that pages ask for. */
function pour(pages: string[], rules: Rules): { faults: string[]; images: string[] } {
  const faults: string[] = [];
  const images = new Set<string>();
  const stage = document.createElement("main");
  document.body.append(stage);
  for (const html of pages) {
    for (const [name, sink] of Object.entries(sinks)) {
      const root = sink(html);
      const wrong = fault(root, rules, images);
      if (wrong) faults.push(`${wrong}, put by ${name}: ${html}`);
      if (live.has(name)) stage.append(root);
    }
  }
  provoke(stage);
  return { faults, images: [...images] };
}

const words = { earlier: "Earlier", signature: "Signature", spoiler: "Spoiler", showImage: (alt: string) => `Show ${alt}`, leadsTo: (host: string) => host };
/** What draw.ts sets beyond what content prints. */
const drawn: Rules = Object.fromEntries(
  ["span", "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "ul", "ol", "li", "table", "tr", "td", "th", "details", "summary", "cite", "time", "b", "i", "u", "s", "sub", "sup", "div", "br", "hr", "button", "bdi"].map((name) => [
    name, "class style dir data-ref data-language type start colspan rowspan open",
  ]),
);
drawn["a"] = "href rel target title class data-host data-ref data-doubt dir";
drawn["img"] = "alt width height data-src referrerpolicy loading decoding src";

/** Draws programs into the document, then clicks everything. Gives what is wrong before and after and the images asked for. */
function paint(programs: string[]): { faults: string[]; images: string[] } {
  const faults: string[] = [];
  const images = new Set<string>();
  const stage = document.createElement("main");
  document.body.append(stage);
  for (const program of programs) {
    const host = document.createElement("div");
    host.append(draw(Uint8Array.from(atob(program), (c) => c.charCodeAt(0)), words));
    stage.append(host);
    for (const e of Array.from(host.querySelectorAll("[style]"))) {
      const css = (e as HTMLElement).style.cssText;
      if (/url|\(|@|\\|expression/i.test(css)) faults.push(`the style ${css}, drawn from ${program}`);
      e.removeAttribute("style");
    }
    const wrong = fault(host, drawn, images) || (images.size > 0 ? "an image that nobody asked for" : "");
    if (wrong) faults.push(`${wrong}, drawn from ${program}`);
  }
  provoke(stage);
  for (const host of Array.from(stage.children)) {
    const wrong = fault(host, drawn, images);
    if (wrong) faults.push(`${wrong}, drawn and clicked`);
  }
  return { faults, images: [...images] };
}

/** Opens documents in frames, one for each address, and provokes what is in them. Resolves when all have had their time. */
async function frames(addresses: string[], time: number): Promise<Document[]> {
  const stage = document.createElement("main");
  document.body.append(stage);
  const loaded = addresses.map((address) => {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms");
    frame.src = address;
    stage.append(frame);
    return new Promise<void>((resolve) => {
      frame.addEventListener("load", () => resolve(), { once: true });
      setTimeout(resolve, 2000 + 2 * time);
    });
  });
  await Promise.all(loaded);
  const documents = Array.from(stage.querySelectorAll("iframe"), (frame) => frame.contentDocument).filter((d) => d !== null);
  for (const page of documents) provoke(page);
  await wait(time);
  return documents;
}

/** Writes pages into a frame by document.write, and another by srcdoc. */
async function write(pages: string[], rules: Rules): Promise<{ faults: string[]; images: string[] }> {
  const images = new Set<string>();
  const html = pages.map((page) => `<div>${page}</div>`).join("\n");
  const frame = document.createElement("iframe");
  document.body.append(frame);
  const page = frame.contentDocument;
  if (!page || !frame.contentWindow) return { faults: ["a frame without a document"], images: [] };
  page.open();
  // oxlint-disable-next-line typescript/no-deprecated -- that old pages still do it is why it is tried
  page.write(`<!doctype html><body>${html}`);
  page.close();
  const inline = document.createElement("iframe");
  inline.srcdoc = `<!doctype html><body>${html}`;
  const ready = new Promise((resolve) => inline.addEventListener("load", resolve, { once: true }));
  document.body.append(inline);
  await ready;
  const faults: string[] = [];
  for (const [name, body] of [["document.write", page.body], ["srcdoc", inline.contentDocument?.body]] as const) {
    const wrong = body ? fault(body, rules, images) : "no document";
    if (wrong) faults.push(`${wrong}, put by ${name}`);
    if (body && body.childElementCount !== pages.length) faults.push(`${body.childElementCount} parts of ${pages.length}, put by ${name}`);
    if (!body) continue;
    guard(body.ownerDocument);
    provoke(body);
  }
  return { faults, images: [...images] };
}

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** Gives the hits so far and empties the stage. */
async function settle(time: number): Promise<[number, string][]> {
  await wait(time);
  for (const stage of Array.from(document.querySelectorAll("body > main, body > iframe"))) stage.remove();
  return window.hits.splice(0);
}

const probe = { fault, pour, paint, frames, write, settle };
window.probe = probe;
trap();
