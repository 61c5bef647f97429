import "./people.css";
import { Search, TriangleAlert, UserRound } from "../../shared/ui/icons";
import { Notice } from "../../shared/ui/notice";
import type { FoundOnPage } from "../../wasm/core.gen";
import { sourceOf } from "../panel/accounts/account";
import { useDesk } from "../panel/context";
import { Page } from "../panel/page";
import type { State } from "../panel/state";
import { systemName, text } from "../panel/strings";
import { known, lookUp, named } from "./receive";
import { say } from "./say";

/** Whom and what the page beside the panel names. Nobody is asked for before somebody presses. */
export function OnPage({ state }: { state: State }) {
  const desk = useDesk();
  const now = named.value;
  const of = (kind: FoundOnPage["kind"]) => (now?.found ?? []).filter((f) => f.kind === kind);
  const find = (query: string) => {
    desk.go("tickets");
    void desk.tickets.choose(query);
  };
  return (
    <Page heading={say("onpage.heading")} back={text.stopped.back} onBack={() => desk.go("tickets")}>
      {now && (
        <p class="quiet onpage-title" dir="auto">
          {now.page.title || now.page.address}
        </p>
      )}
      {now?.page.unread && (
        <Notice icon={<TriangleAlert />} warning heading={say("onpage.unread")}>
          <p>{say("onpage.unread_hint")}</p>
        </Notice>
      )}
      {(!now || (!now.page.unread && now.found.length === 0)) && (
        <Notice icon={<UserRound />} heading={say("onpage.none")}>
          <p>{say("onpage.none_hint")}</p>
        </Notice>
      )}
      {of("email").length > 0 && (
        <section class="block" aria-label={say("onpage.people")}>
          <h2>{say("onpage.people")}</h2>
          <ul class="onpage">
            {of("email").map(({ value }) => (
              <li key={value}>
                <div class="onpage-row">
                  <bdi>{value}</bdi>
                  {!known.value.has(value) && (
                    <button type="button" class="ds-button" onClick={() => void lookUp(desk, value)}>
                      <Search />
                      {say("onpage.look")}
                    </button>
                  )}
                </div>
                <Who state={state} email={value} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {of("phone").length > 0 && (
        <section class="block" aria-label={say("onpage.phones")}>
          <h2>{say("onpage.phones")}</h2>
          <ul class="onpage">
            {of("phone").map(({ value, shown }) => (
              <li key={value} class="onpage-row">
                <bdi>{shown}</bdi>
                <button type="button" class="ds-button" onClick={() => find(`"${value}"`)}>
                  <Search />
                  {say("onpage.find")}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {of("ticket").length > 0 && (
        <section class="block" aria-label={say("onpage.tickets")}>
          <h2>{say("onpage.tickets")}</h2>
          <ul class="onpage">
            {of("ticket").map(({ value, shown, account }) => (
              <li key={account + value} class="onpage-row">
                <bdi>{shown}</bdi>
                <button type="button" class="ds-button" onClick={() => find(`id:${value}`)}>
                  <Search />
                  {say("onpage.show", { id: value })}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

/** What each account says of an address. */
function Who({ state, email }: { state: State; email: string }) {
  const desk = useDesk();
  const all = known.value.get(email);
  if (!all) return null;
  const open = (row: Parameters<typeof desk.ticket.open>[0]) => {
    desk.go("tickets");
    void desk.ticket.open(row);
  };
  return (
    <div role="status">
      <ul class="onpage-who">
        {all.map(({ account: id, result, failure }) => {
          const account = state.accounts.find((a) => a.id === id);
          if (!account) return null;
          const source = sourceOf(account, state.accounts) || systemName(account.system);
          return (
            <li key={id}>
              {failure ? failure : !result ? say("onpage.asking", { source }) : !result.found ? say("onpage.nobody", { source }) : say("onpage.known", { source, name: result.card.name, count: result.work.length })}
              {result?.work.slice(0, 5).map((row) => (
                <button key={row.key} type="button" class="ds-button" data-kind="quiet" dir="auto" onClick={() => open(row)}>
                  {row.subject}
                </button>
              ))}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
