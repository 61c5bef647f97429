// What draws and brings the files of a post: see later.ts. It has a renderer of its own, since it is a file of its own.

import "./files.css";
import { render } from "preact";
import type { Core } from "../../../wasm/core";
import type { FileLimits, Portal, WritingOperations } from "../../../wasm/core.gen";
import type { Session } from "../session/session";
import type { Choice, Draft } from "../session/state";
import type { say, told } from "../speech";
import { Enclosures } from "./enclosures";
import { Following, type Followed } from "./following";
import { Bringing } from "./bringing";

/** What of the frame this takes. */
export interface Frame {
  readonly core: Core<WritingOperations>;
  readonly portal: Portal;
  readonly session: Session;
  readonly say: typeof say;
  readonly told: typeof told;
  /** In which its sizes are written. */
  readonly locale: string;
}

/** What a place shows: the files of a draft, or of a post that was sent, by its key. */
export type Shown = { readonly choice: Choice; readonly draft: Draft; readonly locked: boolean } | { readonly sent: string };

export interface Files {
  /** Draws into a place; null takes it away. */
  draw(place: Element, shown: Shown | null): void;
  /** Whether all files of a form are there, once none is on its way any more. */
  settled(choice: Choice): Promise<boolean>;
  /** Follows the files of a post until it is known what became of them. */
  follow(key: string, draft: Draft): void;
}

export function openFiles(frame: Frame): Files {
  const { core, portal, say } = frame;
  let limits: FileLimits | undefined;
  const places = new Map<Element, Shown>();
  const redraw = () => places.forEach((shown, place) => draw(place, shown));
  const bringing = new Bringing(frame, () => limits, redraw);
  const following = new Following(frame, redraw);
  core.run("files.limits", { portal }, {}).then(
    (told) => {
      limits = told;
      redraw();
    },
    () => undefined, // Without them nothing is offered; the form does without.
  );

  const draw = (place: Element, shown: Shown) => {
    if ("sent" in shown) render(<States files={following.of(shown.sent)} />, place);
    else if (limits && limits.count > 0) render(<Enclosures {...shown} limits={limits} bringing={bringing} frame={frame} />, place);
    else render(null, place);
  };

  /** How far the files are that were sent. */
  function States({ files }: { files: readonly Followed[] }) {
    if (files.length === 0) return null;
    return (
      <ul class="enclosures-list" role="list" aria-label={say("widget.files.label")}>
        {files.map(({ token, name, state, why }) => (
          <li key={token} class="enclosure" data-state={state}>
            <span class="enclosure-name" dir="auto">
              {name}
            </span>
            <span class="enclosure-state">{say("widget.files.state", { state: state === "waiting" ? "other" : state })}</span>
            {why && <p class="enclosure-why">{why}</p>}
          </li>
        ))}
      </ul>
    );
  }

  return {
    draw(place, shown) {
      if (shown) {
        places.set(place, shown);
        draw(place, shown);
        return;
      }
      places.delete(place);
      render(null, place);
    },
    settled: (choice) => bringing.settled(choice),
    follow: (key, { files }) => following.add(key, files),
  };
}
