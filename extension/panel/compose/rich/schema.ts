// The editor's schema: a node or a mark for each kind of content, so that what
// the core's tree cannot say cannot be typed. How each looks is what
// shared/ui/prose/draw.ts draws.

import { type AttributeSpec, type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec, Schema } from "prosemirror-model";
import { aligns, families, markers, schemes, sizes } from "../../../../shared/ui/prose/draw";
import { kinds } from "./kinds.gen";

export type KindName = keyof typeof kinds;
type Formatting = { [K in KindName]: (typeof kinds)[K]["sort"] extends "format" ? K : never }[KindName];
type Simple = { [K in KindName]: (typeof kinds)[K] extends { elements: string } ? K : never }[KindName];
type NodeName = Exclude<KindName, Formatting>;

/** The names of a kind's values, and whether each is a string. */
export function fieldsOf(kind: KindName): { name: string; text: boolean }[] {
  const { fields } = kinds[kind];
  return fields === "" ? [] : fields.split(" ").map((f) => ({ name: f.replace("$", ""), text: f.startsWith("$") }));
}

/** Values of a node that somebody begins, where that is not nothing. */
const begun: Partial<Record<KindName, Record<string, number>>> = { heading: { level: 3 }, cell: { columns: 1, rows: 1 } };

function attrsOf(kind: KindName): Record<string, AttributeSpec> {
  return Object.fromEntries(fieldsOf(kind).map(({ name, text }) => [name, { default: text ? "" : (begun[kind]?.[name] ?? 0), validate: text ? "string" : "number" }]));
}

/** A node's own attribute, as what the schema says it is. */
const string = (node: { attrs: Node["attrs"] }, name: string) => String(node.attrs[name] ?? "");
const number = (node: { attrs: Node["attrs"] }, name: string) => Number(node.attrs[name] ?? 0);

const aligned = (node: Node) => ({ dir: "auto", ...(number(node, "align") > 0 && { style: `text-align: ${aligns[number(node, "align")] ?? ""}` }) });

/** What stands above a part and cannot be typed in. */
function headed(words: string, name: "cite" | "p"): DOMOutputSpec {
  return [name, { contenteditable: "false", class: "composer-heading", dir: "auto" }, words];
}

const within: DOMOutputSpec = ["div", { class: "composer-within" }, 0];

/** An address that browsers may be given; the core has its own opinion of it, again, when it is sent. */
const safe = (url: string) => (schemes.test(url) ? { href: url } : {});

/** What an image is known by where it is not shown: nobody's server is told that it is written about. */
function imageName(node: Node): string {
  return string(node, "alt") || (string(node, "url").split("/").pop() ?? "") || string(node, "url");
}

export interface Labels {
  signature: string;
  spoiler: string;
}

/** How nodes look, by kind; labels are words of the interface. */
function nodes(labels: Labels): Record<NodeName, NodeSpec> {
  const block = { group: "block", content: "block+" };
  return {
    paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: (n) => ["p", aligned(n), 0] },
    text: { group: "inline" },
    heading: { group: "block", content: "inline*", defining: true, parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })), toDOM: (n) => [`h${number(n, "level")}`, aligned(n), 0] },
    code_block: { group: "block", content: "text*", marks: "", code: true, defining: true, parseDOM: [{ tag: "pre", preserveWhitespace: "full" }], toDOM: (n) => ["pre", { dir: "ltr", "data-language": string(n, "language") || null }, ["code", 0]] },
    rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
    list: {
      group: "block",
      content: "list_item+",
      parseDOM: [{ tag: "ul" }, { tag: "ol", attrs: { style: 1, ordinal: 1 } }],
      toDOM: (n) => {
        const style = number(n, "style");
        if (style === 0) return ["ul", 0];
        return ["ol", { start: number(n, "ordinal") > 1 ? number(n, "ordinal") : null, style: style > 1 ? `list-style-type: ${markers[style] ?? ""}` : null }, 0];
      },
    },
    list_item: { content: "block+", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", { dir: "auto" }, 0] },
    table: { group: "block", content: "row+", isolating: true, parseDOM: [{ tag: "table" }], toDOM: () => ["table", ["tbody", 0]] },
    row: { content: "cell+", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] },
    cell: {
      content: "block+",
      isolating: true,
      parseDOM: [{ tag: "td" }, { tag: "th", attrs: { header: 1 } }],
      toDOM: (n) => [number(n, "header") ? "th" : "td", { dir: "auto", colspan: number(n, "columns") > 1 ? number(n, "columns") : null, rowspan: number(n, "rows") > 1 ? number(n, "rows") : null }, 0],
    },
    quote: {
      ...block,
      defining: true,
      parseDOM: [{ tag: "blockquote" }],
      toDOM: (n) => {
        const whose = [string(n, "author"), string(n, "date")].filter(Boolean).join(", ");
        return whose ? ["blockquote", { dir: "auto" }, headed(whose, "cite"), within] : ["blockquote", { dir: "auto" }, 0];
      },
    },
    spoiler: { ...block, defining: true, toDOM: (n) => ["div", { class: "composer-part" }, headed(string(n, "title") || labels.spoiler, "p"), within] },
    signature: { ...block, defining: true, toDOM: () => ["div", { class: "composer-part" }, headed(labels.signature, "p"), within] },
    ...simple<NodeName, NodeSpec>("container", (element, parseDOM) => ({ ...block, defining: true, parseDOM, toDOM: () => [element, { dir: "auto" }, 0] })),
    line_break: { group: "inline", inline: true, selectable: false, linebreakReplacement: true, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    image: { group: "inline", inline: true, toDOM: (n) => ["span", { class: "composer-image", title: string(n, "url"), dir: "auto" }, imageName(n)] },
    mention: { group: "inline", inline: true, toDOM: (n) => ["span", { class: "ds-mention", "data-ref": string(n, "ref"), dir: "auto" }, string(n, "name")] },
    attachment: { group: "inline", inline: true, toDOM: (n) => ["span", { class: "composer-file", title: string(n, "url") || null, dir: "auto" }, string(n, "name")] },
  };
}

/** The kinds of a sort that are their content in an element, with the names of that. */
function simple<K extends KindName, S>(sort: "format" | "container", spec: (element: string, parseDOM: { tag: string }[], excludes: string) => S): Record<K & Simple, S> {
  const all = Object.entries(kinds).flatMap(([name, kind]) => {
    if (!("elements" in kind) || kind.sort !== sort) return [];
    const names = kind.elements.split(" ");
    return [[name, spec(names[0] ?? "", names.map((tag) => ({ tag })), kind.excludes)]];
  });
  return Object.fromEntries(all) as Record<K & Simple, S>;
}

/** The outermost first. */
const marks: Record<Formatting, MarkSpec> = {
  link: { inclusive: false, parseDOM: [{ tag: "a[href]", getAttrs: (e) => ({ url: e.getAttribute("href") ?? "" }) }], toDOM: (m) => ["a", { ...safe(string(m, "url")), title: string(m, "url"), rel: "noopener noreferrer nofollow ugc", dir: "auto" }, 0] },
  colour: { toDOM: (m) => ["span", { class: "ds-coloured", style: `--ds-content-color: #${(number(m, "rgb") & 0xffffff).toString(16).padStart(6, "0")}` }, 0] },
  size: { toDOM: (m) => ["span", { style: `font-size: ${sizes[number(m, "step")] ?? ""}` }, 0] },
  font: { toDOM: (m) => ["span", { style: `font-family: ${families[number(m, "family")] ?? ""}` }, 0] },
  ...simple<Formatting, MarkSpec>("format", (element, parseDOM, excludes) => ({ ...(excludes && { excludes }), parseDOM, toDOM: () => [element, 0] })),
  inline_code: { parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
};

/** Makes a schema. The words of one differ by the interface's language, its kinds never. */
export function schemaOf(labels: Labels): Schema<NodeName | "doc", Formatting> {
  const withAttrs = <S extends NodeSpec | MarkSpec>(specs: Record<string, S>) => Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, name === "text" ? spec : { ...spec, attrs: attrsOf(name as KindName) }]));
  return new Schema({
    nodes: { doc: { content: "block+" }, ...withAttrs(nodes(labels)) } as Record<NodeName | "doc", NodeSpec>,
    marks: withAttrs(marks) as Record<Formatting, MarkSpec>,
  });
}
