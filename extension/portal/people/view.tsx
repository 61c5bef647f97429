import { useEffect, useRef, useState } from "preact/hooks";
import { Avatar } from "../../../shared/ui/avatar";
import { Plus, Search, UserRound } from "../../../shared/ui/icons";
import { Standing } from "../../../shared/ui/standing";
import type { Person, Users } from "../../../wasm/core.gen";
import { useDesk } from "../../panel/context";
import type { Desk } from "../../panel/desk";
import type { State } from "../../panel/state";
import { text } from "../../panel/strings";
import { Asking, offering } from "../asking";
import { Coming, Listed, Silent, useSource } from "../parts";
import { say } from "../say";
import { PersonView } from "./person";

/** Users as far as they were searched for, and how many pages that is. */
export interface Found extends Users {
  pages: number;
}

export class Finding {
  readonly asking: Asking<Found>;
  /** What was searched for last. */
  text = "";
  constructor(desk: Desk) {
    this.asking = new Asking(desk, (o) => o.users);
  }

  async search(words: string): Promise<void> {
    this.text = words;
    await this.asking.ask(() => ({ of: "users", text: words }), (r) => ({ users: r.users?.users ?? [], more: r.users?.more ?? false, pages: 1 }));
  }

  async further(account: string): Promise<void> {
    await this.asking.ask(
      (b) => ({ of: "users", text: this.text, page: b?.pages ?? 0 }),
      (r, b) => ({ users: [...(b?.users ?? []), ...(r.users?.users ?? [])], more: r.users?.more ?? false, pages: (b?.pages ?? 0) + 1 }),
      account,
    );
  }
}

/** Users of all accounts: found, made, changed and deleted. */
export function PeopleView({ state, finding }: { state: State; finding: Finding }) {
  const desk = useDesk();
  const source = useSource();
  const [words, setWords] = useState(finding.text);
  const [opened, setOpened] = useState<{ account: string; id: number } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const was = useRef(false);
  useEffect(() => void finding.search(finding.text), [state.accounts.length]);
  // Back from somebody, one goes on where one looked for them.
  useEffect(() => {
    if (!opened && was.current) field.current?.focus();
    was.current = opened !== null;
  }, [opened]);
  useEffect(() => {
    if (!opened) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog:modal")) return;
      event.preventDefault();
      event.stopPropagation();
      setOpened(null);
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, [opened]);
  if (opened) {
    return (
      <PersonView
        state={state}
        {...opened}
        back={() => setOpened(null)}
        changed={(id) => {
          setOpened(id === 0 ? null : { account: opened.account, id });
          void finding.search(finding.text);
        }}
      />
    );
  }
  const parts = finding.asking.parts.value;
  return (
    <>
      <form
        class="portal-search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          void finding.search(words);
        }}
      >
        <input ref={field} class="ds-input" type="search" dir="auto" autocomplete="off" aria-label={say("portal.people.search")} placeholder={say("portal.people.search")} value={words} onInput={(event) => setWords(event.currentTarget.value)} />
        <button type="submit" class="ds-button" data-shape="icon" aria-label={say("portal.people.find")} title={say("portal.people.find")}>
          <Search />
        </button>
      </form>
      <Silent parts={parts} again={() => void finding.search(finding.text)} />
      <p class="portal-acts">
        {offering(desk, (o) => o.users).map((a) => (
          <button key={a.id} type="button" class="ds-button" onClick={() => setOpened({ account: a.id, id: 0 })}>
            <Plus />
            {source(a.id) ? say("portal.people.new_in", { name: source(a.id) }) : say("portal.people.new")}
          </button>
        ))}
      </p>
      {parts.map((p) => (
        <section key={p.account} aria-label={[say("portal.people.title"), source(p.account)].filter(Boolean).join(" ")}>
          {source(p.account) && <h2>{source(p.account)}</h2>}
          <ul class="portal-list" aria-busy={p.busy}>
            {p.value?.users.map((person) => (
              <One key={person.id} person={person} open={() => setOpened({ account: p.account, id: person.id })} />
            ))}
          </ul>
          {p.busy && !p.value && <Coming />}
          {!p.busy && p.value?.users.length === 0 && (
            <Standing icon={<UserRound size={20} />} heading={say("portal.people.none")}>
              <p>{say("portal.people.none_hint")}</p>
            </Standing>
          )}
          {p.value?.more && (
            <button type="button" class="ds-button" onClick={() => void finding.further(p.account)}>
              {say("portal.more")}
            </button>
          )}
        </section>
      ))}
    </>
  );
}

function One({ person, open }: { person: Person; open: () => void }) {
  return (
    <Listed open={open}>
      <Avatar name={person.name || person.email} />
      <span class="listed-name" dir="auto">
        {person.name || text.person.unnamed}
      </span>
      {person.email && (
        <span class="listed-facts quiet" dir="ltr">
          {person.email}
        </span>
      )}
    </Listed>
  );
}
