// Formatting what is written in a form, and showing what it will be read as. The field stays the browser's own, with its undo
// and its input methods: what it holds is what is sent.

import "./editor.css";
import { render } from "preact";
import { formattingOperations, type EditResult, type FormattingOperations } from "../../../wasm/core.gen";
import type { Core, CoreError } from "../../../wasm/core";
import type { Frame, Part } from "../details/details";
import { Written } from "../parts/body";
import { once } from "../session/once";
import { Formatting } from "./formatting";

/** What is asked of a field. */
export type Asked = Partial<Pick<FormattingOperations["content.format"]["args"], "tag" | "value" | "label">> & { readonly command: "toggle" | "link" | "enter" };

/** A field's text, and what of it is selected. */
export type Selected = Pick<HTMLTextAreaElement, "value" | "selectionStart" | "selectionEnd">;

export interface Writing {
  /** Whether each question goes to the edge. The page waits for it then, and Firefox loses what is typed meanwhile. */
  readonly distant: boolean;
  /** What becomes of a field; null where that is what the key always does, and a sentence where it cannot be. */
  edit(field: Selected, asked: Asked): EditResult | null | string;
  /** What a source will be read as, as a drawing program; null where that cannot be told now. */
  show(source: string): Uint8Array | null;
}

export interface Editor {
  /** Draws the bar of a form's field, once its core is there: without it the field works all the same. */
  draw(place: Element, shown: Part): void;
  /** Draws what was written and is not at the helpdesk yet. */
  drawSaid(place: Element, source: string): void;
}

export function openEditor(frame: Frame, redraw: () => void): Editor {
  const { session, say, told } = frame;
  const core = once(() => frame.load<FormattingOperations>("core-formatting", formattingOperations), redraw);
  const places = new WeakSet<Element>();
  /** Whoever comes to a place asks for the core, which may have been out of reach before. */
  const come = (place: Element): Core<FormattingOperations> | undefined => {
    // The field does without.
    if (!core.there && !places.has(place)) void core.load().catch(() => undefined);
    places.add(place);
    return core.there;
  };
  /** The last that was shown: it is asked for with each drawing. */
  let last: { source: string; program: Uint8Array } = { source: "", program: new Uint8Array() };
  const writing: Writing = {
    get distant() {
      return core.there!.distant === true;
    },
    edit({ value: text, selectionStart: start, selectionEnd: end }, asked) {
      try {
        const result = core.there!.call("content.format", { tag: "", value: "", label: "", ...asked, text, start, end });
        return result.unhandled ? null : result;
      } catch (error) {
        const { failure } = error as Partial<CoreError>;
        return failure?.fields.length ? say("widget.format.wrong") : failure ? told(failure.say) : say("widget.unexpected");
      }
    },
    show(source) {
      if (source === last.source) return last.program;
      try {
        last = { source, program: core.there!.call("content.show", { source }).program };
        return last.program;
      } catch (error) {
        const { failure } = error as Partial<CoreError>;
        session.notice(failure ? told(failure.say) : say("widget.unexpected"));
        return null;
      }
    },
  };
  return {
    draw(place, { choice, form: { draft, handing: locked, problems } }) {
      const source = come(place) ? draft.content : null;
      render(source === null ? null : <Formatting key={`${choice} ${draft.writing}`} {...{ source, locked, frame, writing }} wrong={problems.some((p) => p.field === "content")} />, place);
    },
    drawSaid(place, source) {
      const program = come(place) && writing.show(source);
      render(program ? <Written {...{ program, say, told }} /> : <p class="comment-text" dir="auto">{source}</p>, place);
    },
  };
}
