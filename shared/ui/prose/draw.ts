// Draws the core's drawing programs (deskside/shared/content/draw) as DOM
// nodes: elements from a closed table, text nodes and a fixed set of setters.
// No string is ever read as HTML.

/** Words of the interface that programs refer to by number. */
export interface DrawWords {
  earlier: string;
  signature: string;
  spoiler: string;
  /** On the button that stands for an image: images are loaded only when asked for. */
  showImage: (alt: string) => string;
  /** Added to a link's name where its text does not show where it leads. */
  leadsTo: (host: string) => string;
}

const VERSION = 1;
const END = 0x01;
const BR = 0x02;
const HR = 0x03;

/** Element names by operation, from 0x20. */
const elements = [
  "span", "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "ul", "ol", "li", "table", "tr", "td", "th",
  "details", "summary", "cite", "time", "b", "i", "u", "s", "sub", "sup", "a", "img", "div",
] as const;

const blocks = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "li", "td", "th"]);
const families = [
  "", "sans-serif", "serif", "monospace", "Arial, sans-serif", "Helvetica, sans-serif", "Verdana, sans-serif", "Tahoma, sans-serif",
  "Georgia, serif", '"Times New Roman", serif', '"Courier New", monospace', '"Trebuchet MS", sans-serif', '"Comic Sans MS", cursive', "Impact, sans-serif",
];
const sizes = ["", "x-small", "small", "", "large", "x-large", "xx-large", "xxx-large"];
const aligns = ["", "center", "end", "justify"];
const markers = ["", "decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"];
/** What the core's own URL policy lets through; a second lock on the same door. */
const schemes = /^(?:https?|mailto|tel):/;
const roles = ["", "folded", "signature", "spoiler", "mention", "file"];

/** Draws a program. One that breaks off draws what there is of it; of another version, nothing. */
export function draw(program: Uint8Array, words: DrawWords): DocumentFragment {
  const root = document.createDocumentFragment();
  if (program[0] !== VERSION) return root;
  const utf8 = new TextDecoder();
  // Most strings are ASCII and short: cut out of one, they cost less than decoding each.
  const ascii = new TextDecoder("latin1").decode(program);
  const open: (DocumentFragment | HTMLElement)[] = [root];
  let at = 1;

  const number = () => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = program[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  const string = () => {
    const size = number();
    const from = at;
    at = Math.min(at + size, program.length);
    for (let i = from; i < at; i++) {
      if ((program[i] ?? 0) >= 0x80) return utf8.decode(program.subarray(from, at));
    }
    return ascii.slice(from, at);
  };

  while (at < program.length) {
    const op = program[at++] as number;
    const parent = open[open.length - 1] as DocumentFragment | HTMLElement;
    if (op < 0x20) {
      if (op === END) close(open, words);
      else if (op === BR || op === HR) parent.append(document.createElement(op === BR ? "br" : "hr"));
    } else if (op < 0x40) {
      const element = document.createElement(elements[op - 0x20] ?? "span");
      parent.append(element);
      open.push(element);
    } else if (op < 0x80) {
      const value = number();
      if (parent instanceof HTMLElement) setNumber(parent, op, value, words);
      if (op & 0x20) open.push(appended(parent));
    } else {
      const value = string();
      if (op === 0x80) parent.append(value);
      else if (op < 0xc0 && parent instanceof HTMLElement) setString(parent, op, value);
      if (op & 0x20) open.push(appended(parent));
    }
  }
  while (open.length > 1) close(open, words);
  return root;
}

/** Appends the span that stands for an element this version does not know. */
function appended(parent: DocumentFragment | HTMLElement): HTMLElement {
  const span = document.createElement("span");
  parent.append(span);
  return span;
}

function close(open: (DocumentFragment | HTMLElement)[], words: DrawWords): void {
  if (open.length === 1) return;
  const element = open.pop();
  // Last, since browsers look for a direction anew with each child of such an element.
  if (element instanceof HTMLElement && blocks.has(element.localName)) element.dir = "auto";
  if (element instanceof HTMLImageElement) element.replaceWith(imageButton(element, words));
  if (element instanceof HTMLAnchorElement) finishLink(element, words);
}

function setNumber(element: HTMLElement, op: number, value: number, words: DrawWords): void {
  const pixels = Math.min(value, 4096);
  const style = element.style;
  switch (op) {
    case 0x41: if (element instanceof HTMLImageElement) element.width = pixels; break;
    case 0x42: if (element instanceof HTMLImageElement) element.height = pixels; break;
    case 0x43: if (element instanceof HTMLOListElement) element.start = value; break;
    case 0x44: style.listStyleType = markers[value] ?? ""; break;
    case 0x45: if (element instanceof HTMLTableCellElement) element.colSpan = value; break;
    case 0x46: if (element instanceof HTMLTableCellElement) element.rowSpan = value; break;
    case 0x47:
      // A request, not an order: the sheet mixes it with the theme's text colour.
      style.setProperty("--ds-content-color", `#${(value & 0xffffff).toString(16).padStart(6, "0")}`);
      element.classList.add("ds-coloured");
      break;
    case 0x48: style.fontSize = sizes[value] ?? ""; break;
    case 0x49: style.fontFamily = families[value] ?? ""; break;
    case 0x4a: style.textAlign = aligns[value] ?? ""; break;
    case 0x4b: element.classList.add(`ds-${roles[value] ?? "part"}`); break;
    case 0x4d: element.dataset["doubt"] = String(value); break;
    case 0x4c: element.append([words.earlier, words.signature, words.spoiler][value - 1] ?? ""); break;
  }
}

function setString(element: HTMLElement, op: number, value: string): void {
  switch (op) {
    case 0x81: if (element instanceof HTMLAnchorElement && schemes.test(value)) element.href = value; break;
    case 0x82: element.dataset["src"] = value; break;
    case 0x83: if (element instanceof HTMLImageElement) element.alt = value; break;
    case 0x84: element.dataset["language"] = value; break;
    case 0x85: element.dataset["ref"] = value; break;
    case 0x86: element.dataset["host"] = value; break;
  }
}

function finishLink(link: HTMLAnchorElement, words: DrawWords): void {
  link.rel = "noopener noreferrer nofollow ugc";
  link.target = "_blank";
  // What stands around a link, or in it, does not turn it around.
  link.dir = "auto";
  const host = link.dataset["host"];
  if (!host) return;
  link.title = words.leadsTo(host);
  if (!link.dataset["doubt"]) return;
  // The text says one thing and the address another, so the address is there to be read.
  const shown = document.createElement("bdi");
  shown.className = "ds-leads-to";
  shown.dir = "ltr";
  shown.append(`(${host})`);
  link.classList.add("ds-doubtful");
  link.after(" ", shown);
}

/** An image of a stranger tells its server who reads it and when, so it is loaded only when asked for. */
function imageButton(image: HTMLImageElement, words: DrawWords): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-image";
  button.append(words.showImage(image.alt));
  button.addEventListener("click", () => {
    const source = image.dataset["src"] ?? "";
    image.referrerPolicy = "no-referrer";
    image.loading = "lazy";
    image.decoding = "async";
    if (schemes.test(source)) image.src = source;
    button.replaceWith(image);
  });
  return button;
}
