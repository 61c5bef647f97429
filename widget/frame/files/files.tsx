// The files of a post: what draws and brings them, and follows what becomes of them.

import "./files.css";
import { render } from "preact";
import type { FileLimits } from "../../../wasm/core.gen";
import type { Frame, Part } from "../details/details";
import type { Draft, FormName } from "../session/state";
import { Bringing } from "./bringing";
import { Enclosures } from "./enclosures";
import { Following, type Followed } from "./following";

export interface Files {
  /** Draws those of a form. */
  draw(place: Element, shown: Part): void;
  /** Draws those of a post that was sent, by its key. */
  drawSent(place: Element, key: string): void;
  /** Brings files that were dropped before there was a place for them. */
  add(choice: FormName, files: readonly File[]): void;
  /** Takes what was drawn away. */
  leave(place: Element): void;
  /** Whether all files of a form are there, once none is on its way any more. */
  settled(choice: FormName): Promise<boolean>;
  /** Follows the files of a post until it is known what became of them. */
  follow(key: string, draft: Draft): void;
}

export function openFiles(frame: Frame, redraw: () => void): Files {
  const { core, portal, say } = frame;
  let limits: FileLimits | undefined;
  const bringing = new Bringing(frame, () => limits, redraw);
  const following = new Following(frame, redraw);
  const limited = core.run("files.limits", { portal }, {}).then(
    (told) => {
      limits = told;
      redraw();
    },
    () => undefined, // Without them nothing is offered; the form does without.
  );

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
    draw(place, { choice, form: { draft, handing: locked } }) {
      render(limits && limits.count > 0 ? <Enclosures {...{ choice, draft, locked, limits, bringing, frame }} /> : null, place);
    },
    drawSent: (place, key) => render(<States files={following.of(key)} />, place),
    add: (choice, added) => void limited.then(() => bringing.add(choice, added)),
    leave: (place) => render(null, place),
    settled: (choice) => bringing.settled(choice),
    follow: (key, { files }) => following.add(key, files),
  };
}
