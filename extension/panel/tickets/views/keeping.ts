// How views are saved, renamed, put elsewhere and removed, and followed as
// another window changes them.

import { effect } from "@preact/signals";
import { type ChangeArgs, type ChangeResult, type FieldError, type Tab, type TakeResult } from "../../../../wasm/core.gen";
import { told } from "../../speech";
import { failureOf, type Session } from "../../session";
import type { Remembered } from "../../remembered";
import { text } from "../../strings";
import type { Tickets } from "../asking";
import type { Groups } from "../groups/groups";
import { groupings } from "../groups/grouping";
import { tabsFrom, tabsOf, type View, viewOf, viewsOf } from "./views";

const nothing: Omit<ChangeArgs, "tabs" | "what"> = { tab: { id: "", name: "", query: "", group_by: "", badge: "", notify: [] }, name: "", at: 0 };

export class Viewing {
  readonly #session: Session;
  readonly #remembered: Remembered;
  readonly #tickets: Tickets;
  readonly #groups: Groups;
  /** The key of the saved view that is chosen, "" for none. */
  #chosen = "";
  #asked: readonly unknown[] = [];

  constructor(session: Session, remembered: Remembered, tickets: Tickets, groups: Groups) {
    this.#session = session;
    this.#remembered = remembered;
    this.#tickets = tickets;
    this.#groups = groups;
    effect(() => this.#group());
    effect(() => this.#miss());
  }

  /** Reads what is kept. Rejects where the browser cannot read. */
  async read(): Promise<void> {
    const { views } = await this.#session.outside.storage.read(["views"]);
    this.#session.dispatch({ type: "views-read", all: viewsOf(tabsFrom(views)) });
  }

  /** Follows what another window has written; what cannot be read stays as it is. */
  async changed(): Promise<void> {
    await this.read().catch(() => this.#session.dispatch({ type: "keeping", what: "views", kept: false }));
  }

  /** Shows the view at a place, counted from 1; false where there is none. */
  choose(place: number): boolean {
    const view = this.#session.state.views.all[place - 1];
    if (!view) return false;
    void this.#tickets.choose(view.query);
    return true;
  }

  /** Asks for a name of the present filter, or for another order where it has one. */
  begin(): void {
    const { list, views } = this.#session.state;
    if (viewOf(list.query, views.all)) this.#session.dispatch({ type: "place-chosen", place: "views" });
    else this.saving(true);
  }

  saving(saving: boolean): void {
    this.#session.dispatch({ type: "view-saving", saving });
  }

  /** Keeps the present filter, with its order and groups, under a name. Says what keeps it from that, "" for nothing. */
  async save(name: string): Promise<string> {
    const { list, looks } = this.#session.state;
    const changed = await this.#change("save", { tab: { ...nothing.tab, name, query: list.query, group_by: looks.by } });
    if (typeof changed === "string") return changed;
    this.saving(false);
    // Its count, and its list, are known from now on.
    void this.#tickets.choose(changed.tab.query);
    return "";
  }

  async rename(view: View, name: string): Promise<string> {
    const changed = await this.#change("rename", { tab: tabOf(view), name });
    return typeof changed === "string" ? changed : "";
  }

  /** Has a view counted on the badge, and told of, as it says. Whether that is kept. */
  async watch(view: View): Promise<boolean> {
    const changed = await this.#change("watch", { tab: tabOf(view) });
    this.#tell(changed);
    return typeof changed !== "string";
  }

  async move(view: View, at: number): Promise<void> {
    this.#tell(await this.#change("move", { tab: tabOf(view), at }));
  }

  /** Takes a view out, which can be undone for a while. */
  async remove(view: View): Promise<void> {
    const changed = await this.#change("remove", { tab: tabOf(view) });
    if (typeof changed === "string" || changed.at < 0) return this.#tell(changed);
    this.#session.dispatch({ type: "noticed", notice: { kind: "done", sentence: text.views.removed(view.name), undo: { view: changed.tab, at: changed.at } } });
  }

  async restore(view: Tab, at: number): Promise<void> {
    this.#session.dispatch({ type: "notice-dismissed" });
    this.#tell(await this.#change("restore", { tab: view, at }));
  }

  /** One view as a line, or all of one's own as a text, for another Deskside; a sentence where that cannot be. */
  shared(view?: View): { text: string } | string {
    const { core, state } = this.#session;
    if (!core) return text.views.unkept;
    try {
      return core.call("views.share", { tabs: tabsOf(view ? [view] : state.views.all), line: view !== undefined, directories: this.#remembered.directories() });
    } catch (error) {
      return sentenceOf(error);
    }
  }

  /** Shows what somebody has pasted, "" for a field to paste it into; null leaves it. */
  taking(pasted: string | null): void {
    this.#session.dispatch({ type: "view-taking", text: pasted });
  }

  /** What of a pasted text would be added, a sentence where it is none that can be read. */
  readable(pasted: string): TakeResult | string {
    return this.#taken(pasted, tabsOf(this.#session.state.views.all));
  }

  /** Adds what was pasted, and shows the first of it. Says what keeps it from that, "" for nothing. */
  async take(pasted: string): Promise<string> {
    let added: TakeResult | string = text.views.unkept;
    const wrong = await this.#write((tabs) => {
      added = this.#taken(pasted, tabs);
      return typeof added === "string" ? added : added.tabs;
    });
    if (wrong || typeof added === "string") return wrong;
    const { taken } = added as TakeResult;
    this.taking(null);
    const news = taken.filter((t) => !t.same);
    if (news.length > 0) this.#session.dispatch({ type: "noticed", notice: { kind: "done", sentence: text.views.imported(news.length) } });
    this.#session.dispatch({ type: "place-chosen", place: "tickets" });
    const [first] = taken;
    if (first) void this.#tickets.choose(first.tab.query);
    return "";
  }

  #taken(pasted: string, tabs: Tab[]): TakeResult | string {
    const { core } = this.#session;
    if (!core) return text.views.unkept;
    try {
      return core.call("views.take", { tabs, text: pasted, directories: this.#remembered.directories() });
    } catch (error) {
      return sentenceOf(error);
    }
  }

  #tell(changed: ChangeResult | string): void {
    if (typeof changed === "string") this.#session.dispatch({ type: "noticed", notice: { kind: "problem", sentence: changed } });
  }

  /** Changes what is kept, whichever window changed it last; says what keeps it from that, "" for nothing. */
  async #write(change: (tabs: Tab[]) => readonly Tab[] | string): Promise<string> {
    const { outside } = this.#session;
    let wrong: string = text.views.unkept;
    await outside.alone("views", async () => {
      let kept;
      try {
        kept = tabsFrom((await outside.storage.read(["views"]))["views"]);
      } catch {
        // What cannot be read must not be written over.
        return;
      }
      const tabs = change(tabsOf(viewsOf(kept)));
      if (typeof tabs === "string") {
        wrong = tabs;
        return;
      }
      if (!(await outside.storage.write({ views: { tabs: [...tabs] } }))) return;
      this.#session.dispatch({ type: "views-read", all: viewsOf(tabs) });
      wrong = "";
    });
    return wrong;
  }

  /** Makes one change of what is kept; says what keeps it from that. */
  async #change(what: ChangeArgs["what"], given: Partial<ChangeArgs>): Promise<ChangeResult | string> {
    const { core } = this.#session;
    if (!core) return text.views.unkept;
    let changed: ChangeResult | undefined;
    const wrong = await this.#write((tabs) => {
      try {
        changed = core.call("views.change", { ...nothing, ...given, tabs, what });
        return changed.tabs;
      } catch (error) {
        return sentenceOf(error);
      }
    });
    return wrong || !changed ? wrong : changed;
  }

  /** Groups the list as the view that is chosen has it, and as before where it is left. */
  #group(): void {
    const { list, views } = this.#session.store.state.value;
    const view = viewOf(list.query, views.all);
    const chosen = view && view.id === "" ? view.key : "";
    if (chosen === this.#chosen) return;
    this.#chosen = chosen;
    this.#groups.use(chosen === "" ? null : (groupings.find((by) => by === view?.groupBy) ?? ""));
  }

  /** Looks what of saved views is lost, where views or names have become others. */
  #miss(): void {
    const { views, core: stage } = this.#session.store.state.value;
    const asked = [views.all, this.#remembered.version.value, stage];
    const { core } = this.#session;
    if (!core || asked.every((part, i) => part === this.#asked[i])) return;
    this.#asked = asked;
    const own = views.all.filter((v) => v.id === "");
    if (own.length + views.lost.length === 0) return;
    const { lost } = core.call("views.lost", { tabs: tabsOf(own), directories: this.#remembered.directories() });
    this.#session.dispatch({ type: "views-lost", lost });
  }
}

/** What an error says of what it is about, else of itself. */
function sentenceOf(error: unknown): string {
  const { fields, say } = failureOf(error);
  return fields.map((field: FieldError) => told(field.say)).join(" ") || told(say);
}

function tabOf(view: View): Tab {
  const [tab] = tabsOf([view]);
  return tab as Tab;
}
