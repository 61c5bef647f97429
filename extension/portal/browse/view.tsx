import { useEffect } from "preact/hooks";
import { Inbox } from "../../../shared/ui/icons";
import { Standing } from "../../../shared/ui/standing";
import type { Browsed } from "../../../wasm/core.gen";
import { useDesk } from "../../panel/context";
import type { Desk } from "../../panel/desk";
import type { State } from "../../panel/state";
import { text } from "../../panel/strings";
import { Asking } from "../asking";
import { Coming, Silent, useSource } from "../parts";
import { say } from "../say";

const kinds = ["type", "community", "category", "status"] as const;
const types = ["idea", "problem", "question"] as const;

export function browsing(desk: Desk): Asking<readonly Browsed[]> {
  return new Asking(desk, (o) => o.held);
}

/** Where customers write: each place is a filter of the list. */
export function BrowseView({ state, asking }: { state: State; asking: Asking<readonly Browsed[]> }) {
  const desk = useDesk();
  const source = useSource();
  const load = () => asking.ask(() => ({ of: "browse" }), (r) => r.browse);
  useEffect(() => void load(), [state.accounts.length, desk.ground.remembered.version.value]);
  const parts = asking.parts.value;
  const typed = (word: string) => say("portal.browse.type", { type: types.find((t) => t === word) ?? "other" });
  return (
    <>
      <p class="quiet">{say("portal.browse.hint")}</p>
      <Silent parts={parts} again={() => void load()} />
      {parts.map((p) => (
        <section key={p.account} aria-label={[say("portal.browse.title"), source(p.account)].filter(Boolean).join(" ")}>
          {source(p.account) && <h2>{source(p.account)}</h2>}
          {p.busy && !p.value && <Coming />}
          {p.value?.length === 0 && <Standing icon={<Inbox size={20} />} heading={say("portal.browse.empty")} />}
          {kinds.map((kind) => {
            const all = p.value?.filter((b) => b.kind === kind) ?? [];
            return (
              all.length > 0 && (
                <div key={kind} class="portal-group">
                  <h2>{say("portal.browse.kind", { kind })}</h2>
                  <ul class="portal-chips">
                    {all.map((b) => (
                      <li key={b.query}>
                        <button
                          type="button"
                          class="ds-button"
                          title={b.query}
                          onClick={() => {
                            desk.go("tickets");
                            void desk.tickets.choose(b.query);
                          }}
                        >
                          <bdi>{kind === "type" ? typed(b.name) : b.name}</bdi>
                          {b.of !== "" && <span class="quiet">{`${text.separator} ${typed(b.of)}`}</span>}
                        </button>
                      </li>
                    ))}
                  </ul>
                </div>
              )
            );
          })}
        </section>
      ))}
    </>
  );
}
