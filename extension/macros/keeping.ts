// How macros are kept, changed and used, and followed as another window changes
// them. What they say and do is the core's to find out.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { About, ChangeMacroArgs, ChangeMacroResult, Macro, Row, ShowMacroResult, TakeMacrosResult, UsedMacro } from "../../wasm/core.gen";
import { watchStorage } from "../kept";
import type { Desk, Ground } from "../panel/desk";
import { failureOf } from "../panel/session";
import { valueOf } from "../panel/ticket/values";
import { say, told } from "./say";

/** What storage holds of them. */
export interface KeptMacros {
  readonly all: readonly Macro[];
  /** When each was used, by its id. */
  readonly used: readonly UsedMacro[];
}

const nothing: KeptMacros = { all: [], used: [] };

/** As many that are not saved are kept. */
const UNFINISHED = 20;

export const newMacro: Omit<Macro, "id"> = { name: "", text: "", private: false, account: "", actions: [] };

export class Macros {
  /** Those that are kept; null while they are not read. */
  readonly kept: ReadonlySignal<KeptMacros | null>;
  /** Storage cannot be read. */
  readonly unread: ReadonlySignal<boolean>;
  readonly #kept = signal<KeptMacros | null>(null);
  readonly #unread = signal(false);
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.kept = this.#kept;
    this.unread = this.#unread;
  }

  async read(): Promise<void> {
    try {
      this.#kept.value = await this.#stored();
      this.#unread.value = false;
    } catch {
      // What is shown stays; nothing is written over what cannot be read.
      this.#unread.value = true;
    }
  }

  async #stored(): Promise<KeptMacros> {
    return keptFrom((await this.#ground.session.outside.storage.read(["macros"]))["macros"]);
  }

  /** Which macros are meant for tickets of an account, the best first. */
  found(typed: string, account: string): Macro[] {
    const { all, used } = this.#kept.value ?? nothing;
    const { core } = this.#ground.session;
    if (!core) return [];
    return core.call("macros.find", { all, used, typed, account }).places.flatMap((at) => all[at] ?? []);
  }

  /** What a macro says and does about a ticket; null where the core cannot say it. */
  shown(macro: Macro, about: About): ShowMacroResult | null {
    const { session, remembered } = this.#ground;
    const account = session.state.accounts.find((a) => a.id === about.account);
    try {
      return session.core?.call("macros.show", { macro, about, directory: remembered.directoryOf({ id: about.account, system: about.system as Row["system"] }), me: account?.me ?? 0 }) ?? null;
    } catch {
      // A kind of helpdesk that it does not know; the editor says what else is wrong.
      return null;
    }
  }

  /** Keeps a macro, a new one behind all others. */
  save(macro: Macro): Promise<ChangeMacroResult | string> {
    return this.#change({ what: "save", macro, at: 0 });
  }

  move(macro: Macro, at: number): Promise<ChangeMacroResult | string> {
    return this.#change({ what: "move", macro, at });
  }

  /** Takes a macro out, which can be undone for a while. */
  async remove(macro: Macro): Promise<ChangeMacroResult | string> {
    const changed = await this.#change({ what: "remove", macro, at: 0 });
    if (typeof changed === "string" || changed.at < 0) return changed;
    const { session } = this.#ground;
    const again = () => {
      session.dispatch({ type: "notice-dismissed" });
      void this.#change({ what: "restore", macro: changed.macro, at: changed.at }).then((back) => this.tell(back));
    };
    session.dispatch({ type: "noticed", notice: { kind: "done", sentence: say("macros.removed", { name: macro.name }), undo: { again } } });
    return changed;
  }

  /** Says what did not come of a change. */
  tell(changed: ChangeMacroResult | string): void {
    const sentence = typeof changed === "string" ? changed : changed.problems.map((p) => told(p.say)).join(" ");
    if (sentence !== "") this.#ground.session.dispatch({ type: "noticed", notice: { kind: "problem", sentence } });
  }

  /** Remembers that a macro was used. That it is not kept costs its place in a list. */
  async use({ id }: Macro): Promise<void> {
    const at = this.#ground.session.outside.now();
    await this.#write((kept) => ({ ...kept, used: [{ id, at }, ...kept.used.filter((u) => u.id !== id && kept.all.some((m) => m.id === u.id))] }));
  }

  /** All of them as text, or one as a line, for another Deskside. */
  shared(macro?: Macro): string {
    const { core } = this.#ground.session;
    const { all } = this.#kept.value ?? nothing;
    return core?.call("macros.share", { all: macro ? [macro] : [...all], line: macro !== undefined }).text ?? "";
  }

  /** What of a pasted text would be added, a sentence where it is none that can be read. */
  readable(pasted: string): TakeMacrosResult | string {
    return this.#taken(pasted, (this.#kept.value ?? nothing).all, "");
  }

  /** Adds what was pasted. Says what keeps it from that, "" for nothing. */
  async take(pasted: string): Promise<string> {
    const id = this.#ground.session.outside.newID();
    let added = 0;
    const wrong = await this.#write((kept) => {
      const taken = this.#taken(pasted, kept.all, id);
      if (typeof taken === "string") return taken;
      added = taken.taken.filter((t) => !t.same).length;
      return { ...kept, all: taken.all };
    });
    if (wrong === "") this.#ground.session.dispatch({ type: "noticed", notice: { kind: "done", sentence: say("macros.imported", { count: added }) } });
    return wrong;
  }

  #taken(pasted: string, all: readonly Macro[], id: string): TakeMacrosResult | string {
    const { session, remembered } = this.#ground;
    if (!session.core) return say("macros.unkept");
    try {
      return session.core.call("macros.take", { all: [...all], text: pasted, id, directories: remembered.directories() });
    } catch (error) {
      const { fields, say: whole } = failureOf(error);
      return fields.map((field) => told(field.say)).join(" ") || told(whole);
    }
  }

  async #change(args: Omit<ChangeMacroArgs, "all">): Promise<ChangeMacroResult | string> {
    const { core } = this.#ground.session;
    if (!core) return say("macros.unkept");
    let changed: ChangeMacroResult | undefined;
    const wrong = await this.#write((kept) => {
      changed = core.call("macros.change", { ...args, all: [...kept.all] });
      // Nothing has changed, and nothing is written.
      return changed.problems.length > 0 ? kept : { ...kept, all: changed.all };
    });
    return wrong || !changed ? wrong : changed;
  }

  /** Changes what is kept, whichever window changed it last; says what keeps it from that, "" for nothing. */
  async #write(change: (kept: KeptMacros) => KeptMacros | string): Promise<string> {
    const { outside } = this.#ground.session;
    let wrong = say("macros.unkept");
    await outside.alone("macros", async () => {
      let kept;
      try {
        kept = await this.#stored();
      } catch {
        // What cannot be read must not be written over.
        return;
      }
      const next = change(kept);
      if (typeof next === "string") {
        wrong = next;
        return;
      }
      if (next !== kept && !(await outside.storage.write({ macros: { all: [...next.all], used: [...next.used] } }))) return;
      this.#kept.value = next;
      wrong = "";
    });
    return wrong;
  }

  /** What was being written and is not saved, the latest first. */
  async unfinished(): Promise<Macro[]> {
    try {
      const { macroDrafts } = await this.#ground.session.outside.storage.read(["macroDrafts"]);
      return Array.isArray(macroDrafts) ? macroDrafts.flatMap((one) => macroFrom(one) ?? []) : [];
    } catch {
      // What cannot be read is not shown; saved macros are, or it is said that they cannot be read either.
      return [];
    }
  }

  /** Keeps what is being written until it is saved, or forgets it. Whether that is kept. */
  async keepUnfinished(id: string, macro: Macro | null): Promise<boolean> {
    const { outside } = this.#ground.session;
    let kept = false;
    await outside.alone("macroDrafts", async () => {
      const before = await this.unfinished();
      const others = before.filter((m) => m.id !== id);
      kept = (macro === null && others.length === before.length) || (await outside.storage.write({ macroDrafts: [...(macro ? [macro] : []), ...others].slice(0, UNFINISHED) }));
    });
    return kept;
  }
}

const opened = new WeakMap<Desk, Macros>();

/** The macros of a page: read once, and followed from then on. */
export function macrosOf(desk: Desk): Macros {
  let macros = opened.get(desk);
  if (!macros) {
    const made = (macros = new Macros(desk.ground));
    opened.set(desk, made);
    void made.read();
    watchStorage((keys) => keys.includes("macros") && void made.read());
  }
  return macros;
}

/** What a ticket tells to a macro, as people see it. */
export function aboutOf(desk: Desk, row: Row): About {
  const seen = desk.acts.row(row);
  const { result } = desk.state.value.ticket;
  const read = result?.row.key === row.key ? result : null;
  return {
    account: seen.account,
    system: seen.system,
    id: seen.id,
    type: seen.type,
    subject: seen.subject,
    status: seen.status,
    priority: seen.priority,
    tags: [...seen.tags],
    assignee: seen.assignee,
    group: valueOf(desk.acts.values(row), "group", false) ?? "",
    category: read?.category ?? "",
    // A ticket that was kept by an earlier version does not tell it.
    channel: read?.channel ?? "",
    url: read?.url || seen.url,
    client: read?.client ?? { id: 0, name: seen.client, email: "" },
    words: seen.excerpt,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads what storage holds; what is of another shape is left out. */
export function keptFrom(value: unknown): KeptMacros {
  if (!isRecord(value)) return nothing;
  const all = Array.isArray(value["all"]) ? value["all"].flatMap((one) => macroFrom(one) ?? []) : [];
  const used = Array.isArray(value["used"]) ? value["used"].filter((one): one is UsedMacro => isRecord(one) && typeof one["id"] === "string" && typeof one["at"] === "number") : [];
  return { all, used };
}

export function macroFrom(value: unknown): Macro | null {
  if (!isRecord(value)) return null;
  const { id, name, text, account, actions, private: isPrivate } = value;
  if (typeof id !== "string" || typeof name !== "string" || typeof text !== "string") return null;
  const whole = Array.isArray(actions) ? actions.filter((a): a is Macro["actions"][number] => isRecord(a) && typeof a["property"] === "string" && typeof a["value"] === "string") : [];
  return { id, name, text, private: isPrivate === true, account: typeof account === "string" ? account : "", actions: whole.map(({ property, value: is }) => ({ property, value: is })) };
}
