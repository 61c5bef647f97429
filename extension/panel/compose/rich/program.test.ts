import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { MarkType, Node } from "prosemirror-model";
import { END, kinds, VERSION } from "./kinds.gen";
import { decode, encode } from "./program";
import { fieldsOf, type KindName, schemaOf } from "./schema";

const schema = schemaOf({ signature: "Signature", spoiler: "Spoiler" });
const { nodes, marks } = schema;
const doc = (...blocks: Node[]) => nodes.doc.create(null, blocks);
const p = (...inline: Node[]) => nodes.paragraph.create(null, inline);
const values: Partial<Record<string, Record<string, string | number>>> = { link: { url: "https://a.b" }, colour: { rgb: 0xff0000 }, size: { step: 5 }, font: { family: 3 } };
const t = (words: string, ...of: MarkType[]) => schema.text(words, of.map((m) => m.create(values[m.name] ?? null)));

describe("the editor's schema", () => {
  for (const name of Object.keys(kinds) as KindName[]) {
    test(`has a place for ${name} and for all that it says`, () => {
      const type = kinds[name].sort === "format" ? schema.marks[name as "bold"] : schema.nodes[name as "paragraph"];
      assert.ok(type, "a node or a mark");
      if (name !== "text") assert.deepEqual(Object.keys(type.spec.attrs ?? {}), fieldsOf(name).map((f) => f.name));
    });
  }
  test("has nothing else", () => {
    const known = new Set<string>([...Object.keys(kinds), "doc"]);
    assert.deepEqual([...Object.keys(nodes), ...Object.keys(marks)].filter((name) => !known.has(name)), []);
  });
});

describe("a program", () => {
  const formats = Object.values(marks);
  const whole = doc(
    nodes.heading.create({ level: 2, align: 1 }, t("Title")),
    p(t("plain "), ...formats.map((m) => t(m.name, m)), nodes.line_break.create(), t("all", ...formats.filter((m) => m !== marks.subscript))),
    p(nodes.image.create({ url: "https://a.b/c.png", alt: "c", width: 300, height: 70000 }), nodes.mention.create({ name: "Анна", ref: "7" }), nodes.attachment.create({ name: "x.pdf", ref: "9", url: "" })),
    nodes.code_block.create({ language: "go" }, t("a\n\tb 😀")),
    nodes.rule.create(),
    nodes.list.create({ style: 2, ordinal: 300 }, [nodes.list_item.create(null, [p(t("one")), nodes.list.create(null, nodes.list_item.create(null, p(t("two"))))])]),
    nodes.table.create(null, nodes.row.create(null, [nodes.cell.create({ header: 1, columns: 2 }, p(t("a"))), nodes.cell.create(null, p())])),
    nodes.quote.create({ author: "Anna", date: "5 May", ref: "7" }, p(t("q"))),
    nodes.spoiler.create({ title: "end" }, p(t("s"))),
    nodes.signature.create(null, p(t("Anna"))),
    ...Object.entries(kinds).flatMap(([name, kind]) => ("elements" in kind && (kind.sort as string) === "container" ? [nodes[name as "quote"].create(null, p(t("w")))] : [])),
  );
  whole.check();
  test("says all of a document and gives it back", () => {
    const seen = new Set<string>();
    whole.descendants((n) => {
      for (const name of [n.type.name, ...n.marks.map((m) => m.type.name)]) seen.add(name);
    });
    assert.deepEqual(Object.keys(kinds).filter((name) => !seen.has(name)), [], "every kind is in it");
    const back = decode(schema, encode(whole.content));
    back.check();
    assert.deepEqual(back.toJSON(), whole.toJSON());
  });
  test("that breaks off is read as far as it goes", () => {
    const bytes = encode(whole.content);
    for (let end = 0; end <= bytes.length; end++) decode(schema, bytes.subarray(0, end)).check();
  });
  test("of another version, and one of nothing, is an empty paragraph", () => {
    for (const bytes of [new Uint8Array(), Uint8Array.of(VERSION), Uint8Array.of(VERSION + 1, 1, 0, END), Uint8Array.of(VERSION, END, END)]) assert.deepEqual(decode(schema, bytes).toJSON(), doc(p()).toJSON());
  });
  test("puts a paragraph where nothing can be typed without one", () => {
    const { list, list_item } = kinds;
    assert.deepEqual(decode(schema, Uint8Array.of(VERSION, list.number, 0, 0, list_item.number, END, END)).toJSON(), doc(nodes.list.create(null, nodes.list_item.create(null, p()))).toJSON());
  });
});
