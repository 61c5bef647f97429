// Typing as the tree can say it: where it has no place for a second space or an
// empty line, there is none; and what typed marks become.

import { baseKeymap, chainCommands, exitCode, liftEmptyBlock, newlineInCode, splitBlockKeepMarks } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { Node, Schema } from "prosemirror-model";
import { liftListItem, splitListItemKeepMarks } from "prosemirror-schema-list";
import { type Command, type EditorState, Plugin, Selection, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { below, nextCell, nodeOf } from "./commands";

/** An empty paragraph says nothing, so there is one at most: that in which one types. */
const onlyOneEmpty: Command = (state) => {
  const { $from, empty } = state.selection;
  return empty && $from.parent.isTextblock && $from.parent.content.size === 0 && $from.depth === 1;
};

/** The third Enter at the end of code leaves it. */
const leaveCode: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.type.spec.code || $from.parentOffset !== $from.parent.content.size || !$from.parent.textContent.endsWith("\n\n")) return false;
  if (!dispatch || !view) return true;
  dispatch(state.tr.delete($from.pos - 2, $from.pos));
  return exitCode(view.state, view.dispatch);
};

function breakLine(schema: Schema): Command {
  return (state, dispatch, view) => {
    const { $from, empty } = state.selection;
    if ($from.parent.type.spec.code) return newlineInCode(state, dispatch);
    if (!$from.parent.isTextblock) return false;
    // One at the start of a paragraph says nothing, and two are a new paragraph.
    if (empty && $from.parentOffset === 0) return true;
    if (empty && $from.nodeBefore?.type.name === "line_break") {
      if (!dispatch || !view) return true;
      dispatch(state.tr.delete($from.pos - 1, $from.pos));
      return splitBlockKeepMarks(view.state, view.dispatch);
    }
    dispatch?.(state.tr.replaceSelectionWith(nodeOf(schema, "line_break").create(), true).scrollIntoView());
    return true;
  };
}

/** Out of an empty heading or code block. */
const plainAgain: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || !/^(?:heading|code_block)$/.test($from.parent.type.name)) return false;
  dispatch?.(state.tr.setBlockType($from.pos, $from.pos, nodeOf(state.schema, "paragraph")));
  return true;
};

/** Above a quote, table or the like that stands first, there is a paragraph where one goes up. */
const above: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  const first = state.doc.firstChild;
  if (!empty || !first || first.isTextblock && !first.type.spec.code || $from.index(0) > 0 || view && !view.endOfTextblock("up")) return false;
  // Only from the first line of it.
  for (let depth = 1; depth <= $from.depth; depth++) if ($from.index(depth - 1) > 0 && $from.node(depth - 1).type.name !== "row") return false;
  if (dispatch) {
    const tr = state.tr.insert(0, nodeOf(state.schema, "paragraph").create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, 1)).scrollIntoView());
  }
  return true;
};

function goTo(where: (doc: Node) => Selection): Command {
  return (state, dispatch) => {
    dispatch?.(state.tr.setSelection(where(state.doc)).scrollIntoView());
    return true;
  };
}

function rules(schema: Schema): Plugin {
  const list = (style: number) => (match: RegExpMatchArray) => ({ style, ordinal: style && Number(match[1] ?? 1) });
  return inputRules({
    rules: [
      wrappingInputRule(/^\s*[-*•]\s$/, nodeOf(schema, "list"), list(0)),
      wrappingInputRule(/^(\d{1,3})[.)]\s$/, nodeOf(schema, "list"), list(1), (match, node) => node.childCount + Number(node.attrs["ordinal"]) === Number(match[1])),
      wrappingInputRule(/^\s*>\s$/, nodeOf(schema, "quote")),
      textblockTypeInputRule(/^```([\w+#.-]{0,32})\s$/, nodeOf(schema, "code_block"), (match) => ({ language: match[1]?.toLowerCase() ?? "" })),
      new InputRule(/^---$/, (state, _match, start, end) => {
        const $start = state.doc.resolve(start);
        if ($start.depth !== 1) return null;
        return state.tr.delete(start, end).insert($start.before(), nodeOf(schema, "rule").create());
      }),
    ],
  });
}

/** Behind what one cannot type out of there is a paragraph, and where nobody needs it there is none. */
const lastLine = new Plugin({
  appendTransaction(_transactions, _before, { doc, tr, schema, selection }) {
    const last = doc.lastChild;
    if (!last) return null;
    if (withLastLine(last.type.name)) return tr.insert(doc.content.size, nodeOf(schema, "paragraph").create());
    const before = doc.childCount > 1 ? doc.child(doc.childCount - 2) : null;
    const start = doc.content.size - last.nodeSize;
    if (!before || last.type.name !== "paragraph" || last.content.size > 0 || withLastLine(before.type.name) || selection.to > start) return null;
    return tr.delete(start, doc.content.size);
  },
});

/** Whether a paragraph is put behind a last block of a kind. */
function withLastLine(name: string): boolean {
  return !/^(?:paragraph|heading|list)$/.test(name);
}

/** A space that the tree would not keep is not typed. */
export function typed(view: EditorView, from: number, to: number, text: string): boolean {
  if (text !== " " || view.composing) return false;
  const at = view.state.doc.resolve(from);
  if (!at.parent.isTextblock || at.parent.type.spec.code) return false;
  const before = at.nodeBefore;
  if (from !== to) return false;
  return before === null || before.type.name === "line_break" || (before.isText && /\s$/.test(before.text ?? ""));
}

export function plugins(schema: Schema): Plugin[] {
  const item = nodeOf(schema, "list_item");
  const inItem = (command: Command): Command => (state: EditorState, dispatch, view) => state.selection.$from.node(-1)?.type === item && command(state, dispatch, view);
  return [
    rules(schema),
    history(),
    keymap({
      "Mod-z": undo,
      "Mod-y": redo,
      "Shift-Mod-z": redo,
      Backspace: chainCommands(undoInputRule, plainAgain),
      Enter: chainCommands(leaveCode, newlineInCode, splitListItemKeepMarks(item), inItem(liftListItem(item)), onlyOneEmpty, liftEmptyBlock, splitBlockKeepMarks),
      "Shift-Enter": breakLine(schema),
      Tab: nextCell(1),
      "Shift-Tab": nextCell(-1),
      // Not every browser on every system does these by itself.
      "Ctrl-Home": goTo((doc) => Selection.atStart(doc)),
      "Ctrl-End": goTo((doc) => Selection.atEnd(doc)),
      ArrowUp: above,
      ArrowDown: below,
    }),
    keymap(Object.fromEntries(Object.entries(baseKeymap).filter(([key]) => !/Enter/.test(key)))),
    lastLine,
  ];
}
