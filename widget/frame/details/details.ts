// What a form has beside its words: their formatting, the installation's own fields, and files.

import type { Core, Operations } from "../../../wasm/core";
import type { Portal, WritingOperations } from "../../../wasm/core.gen";
import { openEditor } from "../editor/editor";
import { type Fields, openFields } from "../fields/fields";
import { type Files, openFiles } from "../files/files";
import { subjectOf } from "../session/form";
import type { Session } from "../session/session";
import type { Form, FormName } from "../session/state";
import type { say, told } from "../speech";

/** What of the frame this takes. */
export interface Frame {
  readonly core: Core<WritingOperations>;
  readonly portal: Portal;
  readonly session: Session;
  readonly say: typeof say;
  readonly told: typeof told;
  /** Loads another core by its name in the page. */
  readonly load: <O extends Operations<O>>(name: string, operations: readonly (keyof O & string)[]) => Promise<Core<O>>;
  /** Whether the page can be asked for a picture of itself. */
  readonly pictures: () => boolean;
  /** Asks the page for one; null where it is not to be had. */
  readonly picture: () => Promise<ImageBitmap | null>;
  /** In which sizes are written. */
  readonly locale: string;
}

/** What a place shows of a form. */
export interface Part {
  readonly part: "text" | "fields" | "files";
  readonly choice: FormName;
  readonly form: Form;
}

/** What a place shows: a part of a form, what of a post was sent beside its words, by its key, or what was written and is on its way. */
export type Shown = Part | { readonly sent: string } | { readonly said: string };

export interface Details {
  readonly fields: Fields;
  readonly files: Files;
  /** Draws into a place; null takes it away. */
  draw(place: Element, shown: Shown | null): void;
  /** Whether a form can be sent, once it is known what is to be filled in and no file is on its way any more. */
  settled(choice: FormName): Promise<boolean>;
}

export function openDetails(frame: Frame): Details {
  const places = new Map<Element, Shown>();
  const redraw = () => places.forEach((shown, place) => draw(place, shown));
  const fields = openFields(frame, redraw);
  const files = openFiles(frame, redraw);
  const editor = openEditor(frame, redraw);
  const draw = (place: Element, shown: Shown) => {
    if ("sent" in shown) files.drawSent(place, shown.sent);
    else if ("said" in shown) editor.drawSaid(place, shown.said);
    else if (shown.part === "text") editor.draw(place, shown);
    else if (shown.part === "files") files.draw(place, shown);
    else fields.draw(place, shown);
  };
  return {
    fields,
    files,
    draw(place, shown) {
      if (shown) {
        places.set(place, shown);
        draw(place, shown);
        return;
      }
      places.delete(place);
      files.leave(place);
    },
    async settled(choice) {
      if (subjectOf(choice).type) await fields.know();
      return files.settled(choice);
    },
  };
}
