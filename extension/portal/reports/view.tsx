import { useEffect, useRef, useState } from "preact/hooks";
import { BookmarkPlus, List } from "../../../shared/ui/icons";
import { Standing } from "../../../shared/ui/standing";
import type { Entry, Failure, PortalGroup, Row } from "../../../wasm/core.gen";
import { useDesk } from "../../panel/context";
import type { Desk } from "../../panel/desk";
import { failureOf } from "../../panel/session";
import type { State } from "../../panel/state";
import { Asking, askPortal } from "../asking";
import { isOthers, letterOf } from "../keys";
import { Broken, Coming, ListedRow, Silent, useSource } from "../parts";
import { say } from "../say";

/** A report that is looked at, or a group of it. */
interface Opened {
  account: string;
  report: Entry;
  group: string;
  groups: readonly PortalGroup[];
  rows: readonly Row[];
  page: number;
  more: boolean;
  total: number;
  busy: boolean;
  failure: Failure | null;
}

export function reporting(desk: Desk): Asking<readonly Entry[]> {
  return new Asking(desk, (o) => o.reports);
}

/** The lists that administrators have made, with their groups; a group becomes a view of one's own. */
export function ReportsView({ state, asking }: { state: State; asking: Asking<readonly Entry[]> }) {
  const desk = useDesk();
  const source = useSource();
  const [opened, setOpened] = useState<Opened | null>(null);
  const wanted = useRef(0);
  const load = () => asking.ask(() => ({ of: "reports" }), (r) => r.reports?.reports ?? []);
  useEffect(() => void load(), [state.accounts.length]);
  const parts = asking.parts.value;
  const look = async (account: string, report: Entry, group: string, page: number) => {
    const mine = ++wanted.current;
    const before = opened?.account === account && opened.report.id === report.id ? opened : null;
    const at = { account, report, group, groups: before?.groups ?? [], rows: page > 0 ? (before?.rows ?? []) : [], page, more: false, total: -1, busy: true, failure: null };
    setOpened(at);
    const of = state.accounts.find((a) => a.id === account);
    if (!of) return;
    try {
      const { report: got, rows } = await askPortal(desk, of, { of: "report", id: report.id, text: group, page });
      if (mine !== wanted.current || !got) return;
      // A chosen group tells of itself alone in some installations.
      const groups = got.groups.length >= at.groups.length ? got.groups : at.groups;
      setOpened({ ...at, busy: false, groups, rows: [...at.rows, ...rows], more: got.more, total: got.total });
    } catch (error) {
      if (mine === wanted.current) setOpened({ ...at, busy: false, failure: failureOf(error) });
    }
  };
  const chosen = opened?.groups.find((g) => g.id === opened.group);
  const save = async () => {
    if (!opened || !chosen?.query) return;
    desk.go("tickets");
    await desk.tickets.choose(chosen.query);
    const wrong = await desk.views.save(say("portal.reports.view", { report: opened.report.name, group: chosen.name }));
    // What cannot be named so is named by hand.
    if (wrong) desk.views.begin();
  };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isOthers(event) || letterOf(event) !== "v" || !chosen?.query) return;
      event.preventDefault();
      void save();
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  });
  return (
    <>
      <Silent parts={parts} again={() => void load()} />
      {parts.some((p) => p.busy && !p.value) && <Coming />}
      {parts.map(
        (p) =>
          p.value && (
            <section key={p.account} aria-label={[say("portal.reports.title"), source(p.account)].filter(Boolean).join(" ")}>
              {source(p.account) && <h2>{source(p.account)}</h2>}
              {p.value.length === 0 && (
                <Standing icon={<List size={20} />} heading={say("portal.reports.empty")}>
                  <p>{say("portal.reports.empty_hint")}</p>
                </Standing>
              )}
              <ul class="portal-chips">
                {p.value.map((report) => (
                  <li key={report.id}>
                    <button type="button" class="ds-button" aria-pressed={opened?.account === p.account && opened.report.id === report.id} onClick={() => void look(p.account, report, "", 0)}>
                      <bdi>{report.name}</bdi>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
      {opened && (
        <section class="portal-opened" aria-label={opened.report.name}>
          <h2 dir="auto">
            {opened.report.name} {opened.total >= 0 && <span class="quiet">{opened.total}</span>}
          </h2>
          {opened.groups.length > 0 && (
            <ul class="portal-chips" aria-label={say("portal.reports.groups")}>
              <li>
                <button type="button" class="ds-button" data-kind="quiet" aria-pressed={opened.group === ""} onClick={() => void look(opened.account, opened.report, "", 0)}>
                  {say("portal.reports.all")}
                </button>
              </li>
              {opened.groups.map((g) => (
                <li key={g.id}>
                  <button type="button" class="ds-button" data-kind="quiet" aria-pressed={opened.group === g.id} onClick={() => void look(opened.account, opened.report, g.id, 0)}>
                    <bdi>{g.name}</bdi> <span class="quiet">{g.count}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          {chosen && (
            <p class="portal-hint quiet">
              {chosen.query ? (
                <>
                  <button type="button" class="ds-button" title={say("portal.held.key", { name: say("portal.reports.save"), key: "v" })} onClick={() => void save()}>
                    <BookmarkPlus />
                    {say("portal.reports.save")}
                  </button>
                  <span>
                    {say("portal.reports.becomes")} <code dir="auto">{chosen.query}</code>
                  </span>
                </>
              ) : (
                say("portal.reports.unsayable")
              )}
            </p>
          )}
          {opened.failure && <Broken failure={opened.failure} again={() => void look(opened.account, opened.report, opened.group, opened.page)} />}
          <ul class="portal-list" aria-busy={opened.busy}>
            {opened.rows.map((row) => (
              <ListedRow key={row.key} row={row} now={state.now} />
            ))}
          </ul>
          {opened.busy && <Coming />}
          {!opened.busy && !opened.failure && opened.rows.length === 0 && <p class="quiet">{say("portal.reports.none")}</p>}
          {opened.more && (
            <button type="button" class="ds-button" onClick={() => void look(opened.account, opened.report, opened.group, opened.page + 1)}>
              {say("portal.more")}
            </button>
          )}
        </section>
      )}
    </>
  );
}
