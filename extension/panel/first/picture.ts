// A picture of a page: its elements as plain data, to be kept and drawn again.
// Only what is listed here is taken and drawn, so that a picture can do nothing.

/** A text, or an element: its name, its attributes and what is in it. */
export type Leaf = string | Branch;
export type Branch = readonly [name: string, attributes: Readonly<Record<string, string>>, children: readonly Leaf[]];

const HTML = ["a", "bdi", "button", "div", "footer", "form", "h1", "header", "input", "kbd", "label", "li", "main", "nav", "p", "section", "span", "time", "ul"];
const SVG = ["svg", "path", "circle", "rect", "line", "polyline", "polygon", "ellipse"];
const names: ReadonlySet<string> = new Set([...HTML, ...SVG]);

const attributes = /^(?:aria-[a-z]+|data-[a-z-]+|stroke(?:-[a-z]+)?|class|id|role|dir|lang|title|tabindex|type|value|placeholder|datetime|enterkeyhint|autocomplete|autocapitalize|spellcheck|viewBox|fill|d|c?[xy][12]?|r[xy]?|width|height|points)$/;

/** Where a row stands, and how long the list is. */
const places = /^(?:(?:inset-block-start|block-size): [\d.]+px; ?)+$/;

/** Takes a picture of an element, without those within it that are left out. */
export function pictureOf(element: Element, left: (element: Element) => boolean): Branch {
  const own: Record<string, string> = {};
  for (const { name, value } of element.attributes) if (attributes.test(name)) own[name] = value;
  // What is typed is no attribute.
  if (element instanceof HTMLInputElement) own["value"] = element.value;
  if (element instanceof HTMLElement && places.test(element.style.cssText)) own["style"] = element.style.cssText;
  const children: Leaf[] = [];
  for (const child of element.childNodes) {
    if (child instanceof Text) children.push(child.data);
    else if (child instanceof Element && names.has(child.localName) && !left(child)) children.push(pictureOf(child, left));
  }
  return [element.localName, own, children];
}

/** Draws a picture that was kept; null where it is none. */
export function drawn(kept: unknown, page: Document): Element | null {
  if (!Array.isArray(kept)) return null;
  const [name, own, children] = kept as unknown[];
  if (typeof name !== "string" || !names.has(name) || typeof own !== "object" || own === null || !Array.isArray(children)) return null;
  const element = SVG.includes(name) ? page.createElementNS("http://www.w3.org/2000/svg", name) : page.createElement(name);
  for (const [attribute, value] of Object.entries(own)) {
    if (typeof value !== "string") continue;
    if (attribute === "style" && element instanceof HTMLElement && places.test(value)) element.style.cssText = value;
    else if (attributes.test(attribute)) element.setAttribute(attribute, value);
  }
  for (const child of children as unknown[]) {
    const node = typeof child === "string" ? page.createTextNode(child) : drawn(child, page);
    if (node) element.append(node);
  }
  return element;
}
