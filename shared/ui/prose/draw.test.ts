import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { draw } from "./draw";

// As much of a document as drawing takes.
class Element {
  children: (Element | string)[] = [];
  parent: Element | undefined;
  className = "";
  dataset: Record<string, string> = {};
  style = { setProperty: () => undefined };
  dir = "";
  title = "";
  rel = "";
  target = "";
  href = "";
  classList = { add: (name: string) => { this.className = `${this.className} ${name}`.trim(); } };
  constructor(readonly localName: string) {}
  append(...list: (Element | string)[]): void {
    for (const child of list) {
      this.children.push(child);
      if (typeof child !== "string") child.parent = this;
    }
  }
  appendChild(child: Element | string): void {
    this.append(child);
  }
  cloneNode(): Element {
    const copy = new (this.constructor as typeof Element)(this.localName);
    return Object.assign(copy, { rel: this.rel, target: this.target });
  }
  setAttribute(name: string, value: string): void {
    this.dataset[name.replace("data-", "")] = value;
  }
  getAttribute(name: string): string | null {
    return this.dataset[name.replace("data-", "")] ?? null;
  }
  hasAttribute(name: string): boolean {
    return this.getAttribute(name) !== null;
  }
  after(...list: (Element | string)[]): void {
    const siblings = (this.parent as Element).children;
    siblings.splice(siblings.indexOf(this) + 1, 0, ...list);
  }
  get text(): string {
    return this.children.map((child) => (typeof child === "string" ? child : child.text)).join("");
  }
}
class Anchor extends Element {}
class Other {}

const words = { earlier: "Earlier", signature: "Signature", spoiler: "Spoiler", showImage: (alt: string) => alt, leadsTo: (host: string) => `Leads to ${host}` };

before(() => {
  Object.assign(globalThis, {
    HTMLElement: Element, HTMLAnchorElement: Anchor, HTMLImageElement: Other, HTMLOListElement: Other, HTMLTableCellElement: Other,
    document: {
      createElement: (name: string) => (name === "a" ? new Anchor(name) : new Element(name)),
      createTextNode: (text: string) => text,
      createDocumentFragment: () => new Element("#fragment"),
    },
  });
});

const string = (op: number, s: string) => [op, s.length, ...new TextEncoder().encode(s)];

/** A paragraph with a link, as the core writes it. */
function link(text: string, host: string, doubt: number): Element {
  const program = [1, 0x21, 0x3c, ...string(0x81, "https://evil.example/")];
  if (host) program.push(...string(0x86, host));
  if (doubt) program.push(0x4d, doubt);
  program.push(...string(0x80, text), 0x01, ...string(0x80, "."), 0x01);
  return (draw(Uint8Array.from(program), words) as unknown as Element).children[0] as Element;
}

describe("a link", () => {
  test("that says where it leads has nothing beside it", () => {
    const paragraph = link("https://evil.example/", "", 0);
    assert.equal(paragraph.text, "https://evil.example/.");
    const anchor = paragraph.children[0] as Element;
    assert.deepEqual([anchor.href, anchor.rel, anchor.target, anchor.dir], ["https://evil.example/", "noopener noreferrer nofollow ugc", "_blank", "auto"]);
    assert.equal(anchor.title, "");
  });
  test("with words says it when asked", () => {
    const paragraph = link("this page", "evil.example", 0);
    assert.equal(paragraph.text, "this page.");
    assert.equal((paragraph.children[0] as Element).title, "Leads to evil.example");
  });
  test("that says another place has its own beside it", () => {
    const paragraph = link("https://bank.example/", "evil.example", 1);
    assert.equal(paragraph.text, "https://bank.example/ (evil.example).");
    const shown = paragraph.children[2] as Element;
    assert.deepEqual([shown.localName, shown.dir, shown.className], ["bdi", "ltr", "ds-leads-to"]);
    assert.match((paragraph.children[0] as Element).className, /ds-doubtful/);
  });
});
