// What comes with the views behind the first: further files that are loaded when they are needed, see later.ts, and what a
// session takes of the frame besides.

import type { ToPage } from "../protocol";
import { brought, loadOutbox, styled } from "./later";
import type { Further } from "./session/around";
import { openBehind } from "./session/behind";
import type { Session } from "./session/session";
import { locale, say, told } from "./speech";
import type { Frame } from "./details/details";

/** For whoever writes more than a title. */
const loadDetails = () => (styled("details"), brought<typeof import("./details.js")>("details"));

/** For whoever opens a form. */
const loadSimilar = () => brought<typeof import("./similar.js")>("similar");

/** What of the frame this takes. */
export interface Around extends Pick<Frame, "load" | "pictures"> {
  readonly tell: (message: ToPage) => void;
  /** Has the next picture that the page sends given to somebody. */
  readonly pictured: (to: (picture: ImageBitmap | null) => void) => void;
}

/** Has a session be complete. */
export function complete(session: Session, { tell, pictured, ...frame }: Around): void {
  const picture = () =>
    new Promise<ImageBitmap | null>((done) => {
      pictured(done);
      tell({ type: "picture" });
    });
  const further: Further = {
    openDetails: async (core, portal, session) => (await loadDetails()).openDetails({ ...frame, picture, core, portal, session, say, told, locale: locale() }),
    openNear: async (core, portal) => (await loadSimilar()).openNear(core, portal),
    clear: async () => {
      tell({ type: "keeps", waits: false, seen: 0, posts: [] });
      tell({ type: "holds", name: "", value: null });
      (await loadOutbox()).clear();
    },
  };
  session.complete((first) => openBehind(first, further));
}
