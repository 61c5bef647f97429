// What a form has beside its words: the installation's own fields, and files.

import type { Core } from "../../../wasm/core";
import type { Portal, WritingOperations } from "../../../wasm/core.gen";
import { type Fields, openFields } from "../fields/fields";
import { type Files, openFiles } from "../files/files";
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
  /** In which sizes are written. */
  readonly locale: string;
}

/** What a place shows of a form. */
export interface Part {
  readonly part: "fields" | "files";
  readonly choice: FormName;
  readonly form: Form;
}

/** What a place shows: a part of a form, or the files of a post that was sent, by its key. */
export type Shown = Part | { readonly sent: string };

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
  const draw = (place: Element, shown: Shown) => {
    if ("sent" in shown) files.drawSent(place, shown.sent);
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
      await fields.known;
      return files.settled(choice);
    },
  };
}
