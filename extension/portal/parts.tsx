// What sections beside tickets have in common: who did not answer, what is to come, rows that open.

import type { ComponentChildren } from "preact";
import { Ago } from "../../shared/ui/ago";
import { RefreshCw, TriangleAlert, WifiOff } from "../../shared/ui/icons";
import { Notice } from "../../shared/ui/notice";
import { Lines, Skeleton } from "../../shared/ui/skeleton";
import type { Failure, Row } from "../../wasm/core.gen";
import { sourceOf } from "../panel/accounts/account";
import { useDesk } from "../panel/context";
import { locale, told } from "../panel/speech";
import { text } from "../panel/strings";
import { Mark } from "../panel/tickets/mark";
import type { Part } from "./asking";
import { say } from "./say";

/** What an account is called where there are several. */
export function useSource(): (id: string) => string {
  const { accounts } = useDesk().state.value;
  return (id) => {
    const account = accounts.find((a) => a.id === id);
    return accounts.length > 1 && account ? sourceOf(account, accounts) : "";
  };
}

/** Says which accounts did not answer, and why; the others stay. */
export function Silent({ parts, again }: { parts: readonly Part<unknown>[]; again: () => void }) {
  const desk = useDesk();
  const source = useSource();
  const failed = parts.filter((p) => p.failure);
  if (!desk.state.value.online) {
    return (
      <Notice icon={<WifiOff />}>
        <p>{say("portal.offline")}</p>
      </Notice>
    );
  }
  if (failed.length === 0) return null;
  return (
    <Notice icon={<TriangleAlert />} warning>
      {failed.map((p) => (
        <p key={p.account}>{[source(p.account), p.failure && told(p.failure.say)].filter(Boolean).join(": ")}</p>
      ))}
      <button type="button" class="ds-button" onClick={again}>
        <RefreshCw />
        {say("portal.held.again")}
      </button>
    </Notice>
  );
}

/** What went wrong with one thing. */
export function Broken({ failure, again }: { failure: Failure; again: () => void }) {
  return (
    <Notice icon={<TriangleAlert />} warning urgent>
      <p>{told(failure.say)}</p>
      <button type="button" class="ds-button" onClick={again}>
        <RefreshCw />
        {say("portal.held.again")}
      </button>
    </Notice>
  );
}

export function Coming() {
  return (
    <Skeleton label={say("portal.loading")}>
      <Lines widths={[60, 80, 45]} />
    </Skeleton>
  );
}

/** Something in a list that opens. */
export function Listed({ open, current = false, children }: { open: () => void; current?: boolean; children: ComponentChildren }) {
  return (
    <li>
      <button type="button" class="listed" aria-current={current || undefined} onClick={open}>
        {children}
      </button>
    </li>
  );
}

/** A ticket or post in a list; it opens among the tickets. */
export function ListedRow({ row, now }: { row: Row; now: number }) {
  const desk = useDesk();
  return (
    <Listed
      open={() => {
        desk.go("tickets");
        void desk.ticket.open(row);
      }}
    >
      <Mark state={row.status.state} />
      <span class="listed-name" dir="auto">
        {row.subject || text.ticket.unnamed(row.id)}
      </span>
      <span class="listed-facts quiet">
        {row.client && <bdi>{row.client}</bdi>}
        <Ago at={row.updated} now={now} locale={locale()} />
      </span>
    </Listed>
  );
}

/** Moves the keyboard among what is listed; false leaves the key to others. */
export function throughList(by: number): boolean {
  const all = [...document.querySelectorAll<HTMLElement>(".portal .listed")];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  to?.focus();
  return to !== undefined;
}
