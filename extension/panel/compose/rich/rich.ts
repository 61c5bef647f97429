// The rich editor. A file of its own beside the panel, for whoever writes: see
// field.tsx. It knows nothing of the panel; what it is to know, it asks.

import { DOMParser, DOMSerializer, Fragment, type Mark, type Node, type Schema, Slice } from "prosemirror-model";
import { closeHistory, redo, undo } from "prosemirror-history";
import { EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import type { FormatName } from "../../../../shared/ui/writing/keys";
import type { Editing } from "../keys";
import { clipping } from "./clip";
import { commandOf, pressedAt } from "./commands";
import { decode, encode } from "./program";
import { type Labels, schemaOf } from "./schema";
import { plugins, typed } from "./typing";

/** What the editor asks of the panel, which asks the core. */
export interface Surroundings {
  readonly labels: Labels;
  /** The program of a source. */
  read(source: string): Uint8Array;
  /** The source that a program says. */
  write(program: Uint8Array): string;
  /** What there is to put of a clipboard; null where the core stopped at it. */
  clip(plain: string, page: string): { program: Uint8Array; address: string } | null;
  /** Told that somebody has changed the text, with what it is now. */
  changed(source: string): void;
  /** Told where the caret is: the text before it in its line, "" for a selection; and the buttons that are down. */
  moved(before: string, pressed: ReadonlySet<FormatName>): void;
}

/** How much of the text before the caret is told. */
const NEAR = 80;

/** How many drafts keep their undo. */
const KEPT = 20;

/** What was typed in the drafts of this page, the latest last, for the undo of whoever comes back to one. */
const before = new Map<string, { source: string; state: EditorState }>();
const schemas = new Map<string, Schema>();

export class Rich {
  /** The source that the document was read from, or says since it was changed. */
  source: string;
  readonly #name: string;
  readonly #around: Surroundings;
  readonly #schema: Schema;
  readonly #view: EditorView;
  /** Whether the document is what somebody typed, not only what was read. */
  #edited = false;

  /** Draws the editor in a place, with a draft's source; attributes are those of the field. */
  constructor(place: HTMLElement, name: string, source: string, attributes: () => Record<string, string>, around: Surroundings) {
    this.#name = name;
    this.#around = around;
    const key = JSON.stringify(around.labels);
    const schema = schemas.get(key) ?? schemaOf(around.labels);
    schemas.set(key, schema);
    this.#schema = schema;
    this.source = source;
    const kept = before.get(name);
    this.#view = new EditorView(place, {
      state: kept?.source === source && kept.state.schema === schema ? kept.state : this.#state(source),
      attributes: (state) => ({ ...attributes(), ...(nothing(state.doc) && { "data-empty": "" }) }),
      handleTextInput: typed,
      handleDOMEvents: {
        ...clipping((plain, page, at) => this.#paste(plain, page, at)),
        blur: () => queueMicrotask(() => this.#tidy()),
        beforeinput: (view, event) => {
          // The menus of browsers and systems undo, too; the history is the editor's.
          if (event.inputType !== "historyUndo" && event.inputType !== "historyRedo") return false;
          event.preventDefault();
          (event.inputType === "historyUndo" ? undo : redo)(view.state, view.dispatch);
          return true;
        },
      },
      clipboardSerializer: DOMSerializer.fromSchema(schema),
      // Never asked: what is pasted and dropped is read by the core. Should a browser find a way, it is words at most.
      clipboardParser: words(schema),
      dispatchTransaction: (tr) => this.#dispatch(tr),
    });
    this.#tell();
  }

  get element(): HTMLElement {
    return this.#view.dom;
  }

  focus(): void {
    this.#view.focus();
  }

  /** Draws what the field is called anew. */
  relabel(): void {
    this.#view.setProps({});
  }

  /** Takes another source in the place of what is there. */
  load(source: string): void {
    if (source === this.source) return;
    this.source = source;
    this.#edited = false;
    this.#view.updateState(this.#state(source));
    this.#tell();
  }

  edit(doing: Editing): boolean {
    if (doing === "enter") return false;
    // A step of its own for undo, however fast it comes upon a letter.
    const done = commandOf(doing, this.#schema)(this.#view.state, (tr) => this.#view.dispatch(closeHistory(tr)), this.#view);
    this.#view.focus();
    return done;
  }

  /** The text that is selected. */
  selected(): string {
    const { doc, selection } = this.#view.state;
    return doc.textBetween(selection.from, selection.to, " ");
  }

  /** Where the link leads that the caret is in, "" for none. */
  linked(): string {
    const { $from } = this.#view.state.selection;
    return String(this.#schema.marks["link"]?.isInSet($from.marks())?.attrs["url"] ?? "");
  }

  /** Links what is selected, or the link that the caret is in, as the source of a link does; else puts that. */
  link(source: string): void {
    const { state } = this.#view;
    const type = this.#schema.marks["link"];
    const line = decode(this.#schema, this.#around.read(source)).firstChild;
    const mark = line?.firstChild && type?.isInSet(line.firstChild.marks);
    if (!type || !line || !mark) return;
    const { from, to, empty, $from } = state.selection;
    const old = type.isInSet($from.marks());
    const range = empty && old ? linkAround(state, old) : { from, to };
    if (range.from === range.to) this.#put(line.content, from, to);
    else this.#view.dispatch(state.tr.removeMark(range.from, range.to, type).addMark(range.from, range.to, mark).scrollIntoView());
    this.#view.focus();
  }

  /** Puts a source in the place of so many characters before the caret. */
  insert(source: string, typed: number): void {
    const line = decode(this.#schema, this.#around.read(source)).firstChild;
    const { to } = this.#view.state.selection;
    if (line) this.#put(line.content, Math.max(this.#view.state.selection.$to.start(), to - typed), to);
    this.#view.focus();
  }

  /** Puts a source as blocks of their own behind the caret's, and the caret below them. */
  append(source: string): void {
    const blocks = decode(this.#schema, this.#around.read(source)).content;
    const { doc, selection, tr } = this.#view.state;
    const at = selection.$to;
    const block = doc.child(Math.min(at.index(0), doc.childCount - 1));
    const end = at.depth > 0 ? at.after(1) : doc.content.size;
    const start = nothing(block) ? end - block.nodeSize : end;
    const paragraph = this.#schema.nodes["paragraph"]?.create();
    tr.replaceWith(start, end, paragraph ? blocks.addToEnd(paragraph) : blocks);
    tr.setSelection(TextSelection.near(tr.doc.resolve(start + blocks.size + 1)));
    renewCaret();
    this.#view.dispatch(tr.scrollIntoView());
    this.#view.focus();
  }

  end(): void {
    before.delete(this.#name);
    before.set(this.#name, { source: this.source, state: this.#view.state });
    for (const oldest of [...before.keys()].slice(0, -KEPT)) before.delete(oldest);
    this.#view.destroy();
  }

  #state(source: string): EditorState {
    const doc = decode(this.#schema, this.#around.read(source));
    const state = EditorState.create({ doc, plugins: plugins(this.#schema) });
    return state.apply(state.tr.setSelection(TextSelection.atEnd(doc)));
  }

  #dispatch(tr: Transaction): void {
    const left = this.#view.state.selection.$from;
    const state = this.#view.state.apply(tr);
    this.#view.updateState(state);
    if (tr.docChanged && tr.getMeta("tidied") !== true) this.#edited = true;
    if (tr.docChanged && this.#edited) {
      this.source = this.#around.write(encode(state.doc.content));
      this.#around.changed(this.source);
    }
    this.#tell();
    // Who goes from one block to another by keys leaves it as it is sent. Under a pointer nothing moves.
    const gone = left.depth > 0 ? tr.mapping.mapResult(left.before(1)) : null;
    if (gone && !gone.deleted && tr.getMeta("pointer") !== true && state.selection.$from.depth > 0 && gone.pos !== state.selection.$from.before(1)) this.#tidy();
  }

  #tell(): void {
    const { selection } = this.#view.state;
    const { $from } = selection;
    const line = selection.empty && $from.parent.isTextblock && !$from.parent.type.spec.code ? $from.parent.textBetween(Math.max(0, $from.parentOffset - NEAR), $from.parentOffset, undefined, "\ufffc") : "";
    this.#around.moved(line, pressedAt(this.#view.state));
  }

  /** Makes the blocks that the caret is not in what the core makes of them, so that they are what is sent. */
  #tidy(): void {
    if (!this.#edited || this.#view.isDestroyed || this.#view.composing) return;
    const { state } = this.#view;
    const here = state.selection.$from.index(0);
    const tr = state.tr.setMeta("addToHistory", false).setMeta("tidied", true);
    // From the end, so that places before stay.
    let end = state.doc.content.size;
    for (let i = state.doc.childCount - 1; i >= 0; i--) {
      const block = state.doc.child(i);
      const start = end - block.nodeSize;
      if (i !== here) this.#tidied(tr, block, start, end);
      end = start;
    }
    if (!tr.docChanged) return;
    if (this.#view.hasFocus()) renewCaret();
    this.#view.dispatch(tr);
  }

  #tidied(tr: Transaction, block: Node, start: number, end: number): void {
    const source = this.#around.write(encode(Fragment.from(block)));
    const last = tr.doc.childCount > 1 && end === tr.doc.content.size && nothing(block);
    if (last) return;
    const said = source === "" ? Fragment.empty : decode(this.#schema, this.#around.read(source)).content;
    if (said.childCount === 1 && said.firstChild?.eq(block)) return;
    if (said.size > 0 || tr.doc.childCount > 1) tr.replaceWith(start, end, said);
  }

  /** Puts what a clipboard holds in the place of the selection, or at a place. Whether it was read. */
  #paste(plain: string, page: string, at: number | null): boolean {
    const { state } = this.#view;
    const { from, to, $from, empty } = at === null ? state.selection : TextSelection.near(state.doc.resolve(at));
    if ($from.parent.type.spec.code) {
      this.#view.dispatch(state.tr.insertText(plain.replace(/\r\n?/g, "\n"), from, to).scrollIntoView());
      return true;
    }
    const clip = this.#around.clip(plain, page);
    if (!clip) return false;
    const link = this.#schema.marks["link"];
    if (clip.address !== "" && !empty && link && !/^\w+:\S+$/.test(this.selected())) {
      this.#view.dispatch(state.tr.addMark(from, to, link.create({ url: clip.address })).scrollIntoView());
      return true;
    }
    const { content } = decode(this.#schema, clip.program);
    if (content.childCount === 1 && content.firstChild?.type.name === "paragraph") this.#put(content.firstChild.content, from, to, true);
    else {
      const open = (n: Node | null) => (n?.type.name === "paragraph" ? 1 : 0);
      const tr = state.tr.replaceRange(from, to, new Slice(content, open(content.firstChild), open(content.lastChild)));
      const end = tr.mapping.map(to);
      this.#view.dispatch(closeHistory(tr.setSelection(TextSelection.near(tr.doc.resolve(end), -1))).setMeta("paste", true).scrollIntoView());
    }
    return true;
  }

  /** Puts pieces of a line, and the caret behind them. */
  #put(content: Fragment, from: number, to: number, pasted = false): void {
    const tr = this.#view.state.tr.replaceWith(from, to, content);
    tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map(to)), -1));
    this.#view.dispatch(closeHistory(tr).setStoredMarks([]).setMeta("paste", pasted).scrollIntoView());
  }
}

/** Lets the caret be set anew: where something is put before the element that it stays in, Chromium types where that was. */
function renewCaret(): void {
  getSelection()?.removeAllRanges();
}

/** Whether there is nothing to be read. */
function nothing(node: Node): boolean {
  if (node.isTextblock) return node.content.size === 0;
  return node.type.name === "doc" && node.childCount === 1 && nothing(node.firstChild as Node) && node.firstChild?.type.name === "paragraph";
}

/** From where to where the link goes that the caret is in. */
function linkAround(state: EditorState, mark: Mark): { from: number; to: number } {
  const { $from } = state.selection;
  let [at, from, to] = [$from.start(), $from.pos, $from.pos];
  let run = at;
  let inside = false;
  $from.parent.forEach((child) => {
    const linked = mark.isInSet(child.marks);
    if (!linked || !inside) run = at;
    inside = linked;
    if (linked && run <= $from.pos && $from.pos <= at + child.nodeSize) [from, to] = [run, at + child.nodeSize];
    at += child.nodeSize;
  });
  return { from, to };
}

/** A parser that knows no element: words alone. */
function words(schema: Schema): DOMParser {
  return new DOMParser(schema, []);
}

