// What becomes of files that were sent with a post: asked until it is known, also by a later visit, and said where one
// does not get through.

import type { PostFile } from "../../../wasm/core.gen";
import { own } from "../place";
import type { Frame } from "../details/details";

type Outcome = "delivered" | "refused" | "uncertain";

export interface Followed {
  readonly token: string;
  readonly name: string;
  /** The key of its post in the outbox. */
  readonly key: string;
  /** When it was sent, Unix milliseconds. */
  readonly at: number;
  readonly state: "waiting" | Outcome;
  /** Why it stands so, where it did not get through. */
  readonly why: string;
}

/** Where they are kept in this browser. */
const NAME = own("deskside.files");
/** How long they are followed: the edge keeps none for longer. */
const LONGEST = 30 * 86_400_000;
const FIRST = 1500;
const RAREST = 60_000;

export class Following {
  readonly #frame: Frame;
  readonly #changed: () => void;
  #all: readonly Followed[];
  #pause = FIRST;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(frame: Frame, changed: () => void) {
    this.#frame = frame;
    this.#changed = changed;
    this.#all = kept();
    this.#rest();
  }

  of(key: string): readonly Followed[] {
    return this.#all.filter((f) => f.key === key);
  }

  add(key: string, files: readonly PostFile[]): void {
    const tokens = files.map((f) => f.token);
    const added = files.map(({ token, name }): Followed => ({ token, name, key, at: Date.now(), state: "waiting", why: "" }));
    this.#know([...this.#all.filter((f) => !tokens.includes(f.token)), ...added]);
    this.#pause = FIRST;
    this.#rest();
  }

  #know(all: readonly Followed[]): void {
    this.#all = all;
    try {
      if (this.#frame.session.stores) localStorage.setItem(NAME, JSON.stringify(all.filter((f) => f.state === "waiting").map(({ token, name, key, at }) => ({ token, name, key, at }))));
    } catch {
      // Refused: this page follows them as long as it is open.
    }
    this.#changed();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    if (this.#all.some((f) => f.state === "waiting")) this.#timer = setTimeout(() => this.#look().then(() => this.#rest(), this.#frame.session.unexpected), this.#pause);
  }

  async #look(): Promise<void> {
    const { core, portal, session, say } = this.#frame;
    this.#pause = Math.min(this.#pause * 1.7, RAREST);
    for (const one of this.#all.filter((f) => f.state === "waiting")) {
      // One that stands in a form again goes along with something else.
      const back = Object.values(session.state.forms).some((form) => form?.draft.files.some((f) => f.token === one.token));
      if (back || one.at < Date.now() - LONGEST) {
        this.#know(this.#all.filter((f) => f !== one));
        continue;
      }
      // Nobody knows it yet, or nobody can be asked: it is asked for again.
      const told = await core.run("files.kept", { portal, token: one.token }, {}).catch(() => undefined);
      if (!told || !isOutcome(told.state)) continue;
      const { state } = told;
      const why = state === "delivered" ? "" : told.message;
      this.#know(this.#all.map((f) => (f.token === one.token ? { ...f, state, why } : f)));
      if (why) session.notice(say("widget.files.lost", { name: one.name, why }));
    }
  }
}

function isOutcome(state: string): state is Outcome {
  return state === "delivered" || state === "refused" || state === "uncertain";
}

function kept(): readonly Followed[] {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return (Array.isArray(all) ? (all as Partial<Followed>[]) : []).flatMap(({ token, name, key, at }) =>
      typeof token === "string" && typeof name === "string" && typeof key === "string" && typeof at === "number" ? { token, name, key, at, state: "waiting", why: "" } : [],
    );
  } catch {
    return []; // nothing is kept here, or nothing that was written here
  }
}
