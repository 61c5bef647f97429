// Draws the core's drawing programs (deskside/shared/content/draw) as DOM
// nodes: elements from a closed table, text nodes and a fixed set of setters.
// No string is ever read as HTML.

import { elements } from "./elements.gen";

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

const A = 0x3c;
const IMG = 0x3d;

/** The elements by operation, made once: a copy costs less than one by its name, and attributes that never differ come with it. */
let models: HTMLElement[] | undefined;

function model(): HTMLElement[] {
  return (models ??= elements.map((name) => {
    const element = document.createElement(name);
    if (element instanceof HTMLAnchorElement) {
      element.rel = "noopener noreferrer nofollow ugc";
      element.target = "_blank";
    }
    return element;
  }));
}

/** Whether a direction is found out from what stands in an element, by its operation. */
const blocks = elements.map((name) => /^(?:p|h[1-6]|blockquote|li|td|th)$/.test(name));
export const families = [
  "", "sans-serif", "serif", "monospace", "Arial, sans-serif", "Helvetica, sans-serif", "Verdana, sans-serif", "Tahoma, sans-serif",
  "Georgia, serif", '"Times New Roman", serif', '"Courier New", monospace', '"Trebuchet MS", sans-serif', '"Comic Sans MS", cursive', "Impact, sans-serif",
];
export const sizes = ["", "x-small", "small", "", "large", "x-large", "xx-large", "xxx-large"];
export const aligns = ["", "center", "end", "justify"];
export const markers = ["", "decimal", "lower-alpha", "upper-alpha", "lower-roman", "upper-roman"];
/** What the core's own URL policy lets through; a second lock on the same door. */
export const schemes = /^(?:https?|mailto|tel):/;
const roles = ["", "folded", "signature", "spoiler", "mention", "file"];

/** Draws a program. One that breaks off draws what there is of it; of another version, nothing. */
export function draw(program: Uint8Array, words: DrawWords): DocumentFragment {
  const root = document.createDocumentFragment();
  if (program[0] !== VERSION) return root;
  const utf8 = new TextDecoder();
  // Most strings are ASCII and short: cut out of one, they cost less than decoding each.
  const ascii = new TextDecoder("latin1").decode(program);
  const made = model();
  const open: HTMLElement[] = [];
  // The operations that opened them.
  const by: number[] = [];
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

  // Elements as they look after the setter of a style that follows: mail repeats few of them often, and a copy costs
  // less than to set the style anew.
  const styled = new Map<number, HTMLElement>();
  const begin = (parent: Node, op: number) => {
    let model = made[op - 0x20] ?? (made[0] as HTMLElement);
    const setter = program[at] as number;
    if (setter >= 0x47 && setter <= 0x4a) {
      at++;
      const value = number();
      const key = (op * 4 + setter - 0x47) * 2 ** 35 + value;
      const before = styled.get(key);
      if (before) model = before;
      else {
        model = model.cloneNode() as HTMLElement;
        setNumber(model, setter, value, words);
        styled.set(key, model);
      }
    }
    const element = model.cloneNode() as HTMLElement;
    parent.appendChild(element);
    open.push(element);
    by.push(op);
  };
  const close = () => {
    const element = open.pop();
    const op = by.pop();
    if (!element || op === undefined) return;
    // Last, since browsers look for a direction anew with each child of such an element.
    if (op === A) finishLink(element as HTMLAnchorElement, words);
    else if (op === IMG) element.replaceWith(imageButton(element as HTMLImageElement, words));
    else if (blocks[op - 0x20]) element.dir = "auto";
  };

  while (at < program.length) {
    const op = program[at++] as number;
    const element = open[open.length - 1];
    const parent = element ?? root;
    if (op < 0x20) {
      if (op === END) close();
      else if (op === BR || op === HR) parent.appendChild(document.createElement(op === BR ? "br" : "hr"));
    } else if (op < 0x40) {
      begin(parent, op);
    } else if (op < 0x80) {
      const value = number();
      if (element) setNumber(element, op, value, words);
      // An element this version does not know is a span.
      if (op & 0x20) begin(parent, 0x20);
    } else {
      const value = string();
      if (op === 0x80) parent.appendChild(document.createTextNode(value));
      else if (op < 0xc0 && element) setString(element, op, value);
      if (op & 0x20) begin(parent, 0x20);
    }
  }
  while (open.length > 0) close();
  return root;
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
    case 0x4d: element.setAttribute("data-doubt", String(value)); break;
    case 0x4c: element.append([words.earlier, words.signature, words.spoiler][value - 1] ?? ""); break;
  }
}

function setString(element: HTMLElement, op: number, value: string): void {
  switch (op) {
    case 0x81: if (element instanceof HTMLAnchorElement && schemes.test(value)) element.href = value; break;
    case 0x82: element.setAttribute("data-src", value); break;
    case 0x83: if (element instanceof HTMLImageElement) element.alt = value; break;
    case 0x84: element.setAttribute("data-language", value); break;
    case 0x85: element.setAttribute("data-ref", value); break;
    case 0x86: element.setAttribute("data-host", value); break;
  }
}

function finishLink(link: HTMLAnchorElement, words: DrawWords): void {
  // What stands around a link, or in it, does not turn it around.
  link.dir = "auto";
  const host = link.getAttribute("data-host");
  if (!host) return;
  link.title = words.leadsTo(host);
  if (!link.hasAttribute("data-doubt")) return;
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
