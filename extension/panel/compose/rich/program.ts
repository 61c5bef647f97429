// The core's programs for editors (deskside/shared/content/rich) as documents of
// the editor, and back.

import { Fragment, Mark, type MarkType, type Node, type NodeType, type Schema } from "prosemirror-model";
import { END, kinds, VERSION } from "./kinds.gen";
import { fieldsOf, type KindName } from "./schema";

/** A kind by its number, with the names of its values. */
const byNumber = new Map(Object.entries(kinds).map(([name, { number, leaf }]) => [number as number, { name: name as KindName, leaf, fields: fieldsOf(name as KindName) }]));

/** A node that is being read. */
interface Open {
  type: NodeType | MarkType;
  attrs: Record<string, string | number>;
  children: Node[];
  /** The formatting that stands around it. */
  marks: readonly Mark[];
}

/** Makes the document of a program; of one that breaks off, or of another version, what there is of it. */
export function decode(schema: Schema, program: Uint8Array): Node {
  const utf8 = new TextDecoder();
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
    return utf8.decode(program.subarray(from, at));
  };
  const root: Open = { type: schema.topNodeType, attrs: {}, children: [], marks: Mark.none };
  const open: Open[] = [root];
  const top = () => open[open.length - 1] ?? root;
  const close = () => {
    const { type, attrs, children } = open.pop() ?? root;
    // What formatting holds stands in the line around it already.
    if ("isBlock" in type) top().children.push(filled(type, attrs, children));
  };
  while (program[0] === VERSION && at < program.length) {
    const of = program[at++] ?? END;
    const kind = byNumber.get(of);
    if (of === END || !kind) {
      if (open.length > 1) close();
      continue;
    }
    const attrs = Object.fromEntries(kind.fields.map(({ name, text }) => [name, text ? string() : number()]));
    const { marks, children } = top();
    const mark = schema.marks[kind.name];
    if (mark) {
      open.push({ type: mark, attrs, children, marks: mark.create(attrs).addToSet(marks) });
    } else if (kind.name === "text") {
      if (attrs["text"] !== "") children.push(schema.text(String(attrs["text"]), marks));
    } else {
      const type = schema.nodes[kind.name];
      if (!type) continue;
      if (kind.leaf) children.push(type.create(attrs, null, type.isInline ? marks : Mark.none));
      else open.push({ type, attrs, children: [], marks: Mark.none });
    }
  }
  while (open.length > 1) close();
  return filled(root.type as NodeType, {}, root.children);
}

/** A node with its children, and with what it cannot be without: a cell has a paragraph to type in. */
function filled(type: NodeType, attrs: Record<string, string | number>, children: readonly Node[]): Node {
  // Pieces of text that stand in the same formatting become one.
  const content = Fragment.fromArray([...children]);
  return type.createAndFill(attrs, content) ?? type.create(attrs, content);
}

/** Writes the program of a document, or of some of its blocks. */
export function encode(content: Fragment): Uint8Array {
  const utf8 = new TextEncoder();
  const out: number[] = [VERSION];
  const number = (value: number) => {
    for (; value >= 0x80; value = Math.floor(value / 128)) out.push((value & 0x7f) | 0x80);
    out.push(value);
  };
  const begin = (name: string, attrs: Record<string, unknown>) => {
    const kind = name as KindName;
    out.push(kinds[kind].number);
    for (const field of fieldsOf(kind)) {
      const value = attrs[field.name];
      if (!field.text) {
        number(Number(value));
        continue;
      }
      const bytes = utf8.encode(String(value));
      number(bytes.length);
      for (const byte of bytes) out.push(byte);
    }
  };
  const write = (node: Node) => {
    for (const { type, attrs } of node.marks) begin(type.name, attrs);
    begin(node.type.name, node.isText ? { text: node.text ?? "" } : node.attrs);
    if (!kinds[node.type.name as KindName].leaf) {
      node.forEach(write);
      out.push(END);
    }
    node.marks.forEach(() => out.push(END));
  };
  content.forEach(write);
  return Uint8Array.from(out);
}
