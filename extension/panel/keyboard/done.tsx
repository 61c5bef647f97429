import "./done.css";
import { useState } from "preact/hooks";
import { Dialog } from "../../../shared/ui/dialog";
import { History, Undo2 } from "../../../shared/ui/icons";
import { Standing } from "../../../shared/ui/standing";
import { clock, exact, machine, seconds } from "../../../shared/ui/time";
import { useDesk } from "../context";
import type { Desk } from "../desk";
import { type Done, takesBack } from "../outbox/done";
import { changeOf } from "../outbox/sentence";
import { locale } from "../speech";
import { text } from "../strings";
import { say } from "./say";

/** From how many tickets on it is asked before something is taken back. */
const ASKS = 25;

/** What was done in this session of the browser, the last first, and the way back of what has one. */
export function DoneDialog() {
  const desk = useDesk();
  const groups = together(desk.done.list.value).reverse();
  return (
    <Dialog heading={say("keyboard.command.done_list")} close={text.help.close} onClose={() => desk.hide("done")}>
      {groups.length === 0 ? (
        <Standing icon={<History size={20} />} heading={say("keyboard.done.empty")}>
          <p>{say("keyboard.done.empty_hint")}</p>
        </Standing>
      ) : (
        <ol class="done" reversed>
          {groups.map((group, i) => (
            <Entry key={group[0]?.key} group={group} first={i === 0} />
          ))}
        </ol>
      )}
    </Dialog>
  );
}

/** What was entered together stands together. */
function together(list: readonly Done[]): Done[][] {
  const groups: Done[][] = [];
  for (const one of list) {
    const group = one.batch === "" ? undefined : groups.find(([first]) => first?.batch === one.batch);
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

function Entry({ group, first }: { group: readonly Done[]; first: boolean }) {
  const desk = useDesk();
  const [sure, ask] = useState(false);
  const [one] = group;
  if (!one) return null;
  const back = group.filter(takesBack);
  const asks = back.length > ASKS;
  const states = [...new Set(group.map((d) => d.state))];
  const at = seconds(one.at);
  const take = () => {
    if (asks && !sure) ask(true);
    else void desk.takeBack(back);
  };
  return (
    <li class="done-entry" data-state={states.length === 1 ? states[0] : undefined}>
      <p class="done-what" dir="auto">
        {sentenceOf(desk, one)}
      </p>
      <p class="quiet done-of">
        <time dateTime={machine(at)} title={exact(at, locale())}>
          {clock(at, locale())}
        </time>
        {` ${text.separator} `}
        <span dir="auto">{group.length > 1 ? say("keyboard.done.tickets", { count: group.length }) : subjectOf(one)}</span>
        {` ${text.separator} `}
        {states.map((state) => say("keyboard.done.state", { state: state === "undone" ? "back" : state })).join(", ")}
      </p>
      {back.length > 0 ? (
        <button type="button" class="ds-button" data-kind={sure ? "danger" : undefined} autofocus={first} onClick={take}>
          <Undo2 />
          {sure ? say("keyboard.done.sure", { count: back.length }) : back.length > 1 ? say("keyboard.done.back_all", { count: back.length }) : say("keyboard.done.back")}
        </button>
      ) : (
        one.written && one.state === "sent" && <p class="quiet done-final">{say("keyboard.done.final")}</p>
      )}
    </li>
  );
}

function sentenceOf(desk: Desk, { property, want, act, written }: Done): string {
  if (!written) return changeOf(desk, property, want, act);
  return written.what === "new" ? text.created.entry(written.type, written.subject) : text.compose.entry(written.what === "note", written.words);
}

function subjectOf({ act, written }: Done): string {
  if (act) return [text.ticket.number(act.ticket), act.subject].join(" ");
  return written?.subject ?? "";
}
