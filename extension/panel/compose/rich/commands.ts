// What keys and buttons do to the document, and which buttons are down.

import { setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import type { Node, NodeType, ResolvedPos, Schema } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, type EditorState, TextSelection } from "prosemirror-state";
import type { FormatName } from "../../../../shared/ui/writing/keys";
import type { Editing } from "../keys";

const marked = { bold: "bold", italic: "italic", underline: "underline", strike: "strike", code: "inline_code", link: "link" } as const;

/** A type of the schema by its name, which the schema has. */
export function nodeOf(schema: Schema, name: string): NodeType {
  const type = schema.nodes[name];
  if (!type) throw new Error(`the schema has no ${name}`);
  return type;
}

/** The depth of the innermost node of a kind around a place, 0 for none. */
export function depthOf(at: ResolvedPos, name: string): number {
  for (let depth = at.depth; depth > 0; depth--) if (at.node(depth).type.name === name) return depth;
  return 0;
}

/** Does what a key or a button says. */
export function commandOf(doing: Exclude<Editing, "enter">, schema: Schema): Command {
  const node = (name: string) => nodeOf(schema, name);
  switch (doing) {
    case "bold":
    case "italic":
    case "underline":
    case "strike":
    case "code": {
      const type = schema.marks[marked[doing]];
      return type ? toggleMark(type, null, { removeWhenPresent: false }) : () => false;
    }
    case "bullets":
      return toggleList(schema, 0);
    case "numbers":
      return toggleList(schema, 1);
    case "quote":
      return (state, dispatch) => (depthOf(state.selection.$from, "quote") > 0 ? liftOut(state, dispatch, "quote") : wrapIn(node("quote"))(state, dispatch));
    case "heading":
      return toggleBlock(schema, "heading");
    case "block":
      return toggleBlock(schema, "code_block");
    case "table":
      return insertTable(schema);
    case "indent":
      return sinkListItem(node("list_item"));
    case "outdent":
      return liftListItem(node("list_item"));
  }
}

/** The buttons that are down at the selection. */
export function pressedAt(state: EditorState): ReadonlySet<FormatName> {
  const { $from, from, to, empty } = state.selection;
  const down = new Set<FormatName>();
  for (const [format, name] of Object.entries(marked) as [FormatName, string][]) {
    const type = state.schema.marks[name];
    if (!type) continue;
    const on = empty ? type.isInSet(state.storedMarks ?? $from.marks()) !== undefined : everywhere(state.doc, from, to, (n) => type.isInSet(n.marks) !== undefined);
    if (on) down.add(format);
  }
  const list = depthOf($from, "list");
  if (list > 0) down.add($from.node(list).attrs["style"] === 0 ? "bullets" : "numbers");
  if (depthOf($from, "quote") > 0) down.add("quote");
  if (depthOf($from, "table") > 0) down.add("table");
  if ($from.parent.type.name === "heading") down.add("heading");
  if ($from.parent.type.name === "code_block") down.add("block");
  return down;
}

/** Whether all text between two places is so. */
function everywhere(doc: Node, from: number, to: number, is: (text: Node) => boolean): boolean {
  let [some, all] = [false, true];
  doc.nodesBetween(from, to, (n) => {
    if (n.isText) [some, all] = [true, all && is(n)];
  });
  return some && all;
}

/** Makes a list of the selection, another of a list of another style, and none of one of this. */
function toggleList(schema: Schema, style: number): Command {
  return (state, dispatch) => {
    const at = state.selection.$from;
    const depth = depthOf(at, "list");
    // A list around a quote around the selection is not meant.
    if (depth === 0 || depth < Math.max(depthOf(at, "quote"), depthOf(at, "cell"))) return wrapInList(nodeOf(schema, "list"), { style, ordinal: style })(state, dispatch);
    const list = at.node(depth);
    if ((list.attrs["style"] === 0) === (style === 0)) return liftListItem(nodeOf(schema, "list_item"))(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(at.before(depth), null, { style, ordinal: style }));
    return true;
  };
}

function toggleBlock(schema: Schema, name: "heading" | "code_block"): Command {
  return (state, dispatch) => setBlockType(nodeOf(schema, state.selection.$from.parent.type.name === name ? "paragraph" : name))(state, dispatch);
}

/** Takes the blocks of the selection out of what is around them, as often as it takes to leave a node of a kind. */
function liftOut(state: EditorState, dispatch: Parameters<Command>[1], name: string): boolean {
  const before = depthOf(state.selection.$from, name);
  if (before === 0) return false;
  if (!dispatch) return true;
  const $at = state.selection.$from;
  const around = $at.node(before);
  const tr = state.tr;
  // What it holds takes its place.
  tr.replaceWith($at.before(before), $at.after(before), around.content);
  const shift = (at: number) => Math.max(0, at - 1);
  tr.setSelection(TextSelection.between(tr.doc.resolve(shift(state.selection.from)), tr.doc.resolve(shift(state.selection.to))));
  dispatch(tr.scrollIntoView());
  return true;
}

/** Rows and columns of a new table; the first row heads the columns. */
const [ROWS, COLUMNS] = [3, 2];

function insertTable(schema: Schema): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    if (depthOf($from, "table") > 0) return false;
    const cell = (header: number) => nodeOf(schema, "cell").create({ header, columns: 1, rows: 1 }, nodeOf(schema, "paragraph").create());
    const row = (header: number) => nodeOf(schema, "row").create(null, Array.from({ length: COLUMNS }, () => cell(header)));
    const table = nodeOf(schema, "table").create(null, Array.from({ length: ROWS }, (_, i) => row(i === 0 ? 1 : 0)));
    const depth = $from.sharedDepth(state.selection.to);
    const around = Math.max(1, depth === 0 ? 1 : $from.depth);
    const empty = $from.parent.isTextblock && $from.parent.content.size === 0;
    const [from, to] = empty ? [$from.before(around), $from.after(around)] : [$from.after(around), $from.after(around)];
    if (dispatch) {
      const tr = state.tr.replaceWith(from, to, table);
      tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1)));
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

/** Goes to the next cell of a table, or the one before; behind the last there is a new row. */
export function nextCell(by: 1 | -1): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const depth = depthOf($from, "cell");
    if (depth === 0) return false;
    const table = $from.node(depth - 2);
    const start = $from.start(depth - 2);
    const cells: number[] = [];
    table.descendants((n, pos) => {
      if (n.type.name === "cell") cells.push(start + pos);
      return n.type.name === "row";
    });
    const at = cells.indexOf($from.before(depth)) + by;
    if (at < 0) return false;
    if (!dispatch) return true;
    const { tr } = state;
    let to = cells[at];
    if (to === undefined) {
      const row = $from.node(depth - 1);
      const fresh = row.type.create(null, Array.from({ length: row.childCount }, () => nodeOf(state.schema, "cell").createAndFill() as Node));
      tr.insert($from.after(depth - 1), fresh);
      to = $from.after(depth - 1) + 1;
    }
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(to + 1))).scrollIntoView());
    return true;
  };
}

/** Goes below a table from its last row. */
export const below: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  const depth = depthOf($from, "table");
  if (!empty || depth === 0 || $from.index(depth) < $from.node(depth).childCount - 1 || (view && !view.endOfTextblock("down"))) return false;
  const cell = $from.node(depth + 2);
  if ($from.index(depth + 2) < cell.childCount - 1) return false;
  dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve($from.after(depth)))).scrollIntoView());
  return true;
};
