import "./conversation.css";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { ArrowDown } from "../../../shared/ui/icons";
import type { TicketResult } from "../../../wasm/core.gen";
import type { Account } from "../accounts/account";
import { text } from "../strings";
import { Edit } from "./history";
import { Posting } from "./message";

interface Props {
  result: TicketResult;
  account: Account | undefined;
  /** Unix seconds. */
  now: number;
  /** What scrolls it. */
  scroller: RefObject<HTMLElement | null>;
}

/** How much of the newest message may be out of view when it has been seen, CSS pixels. */
const NEAR = 16;

/** What was written and what was changed, oldest first; it opens where it is new, else with the newest message in view. */
export function Conversation({ result, account, now, scroller }: Props) {
  const { messages, changes } = result;
  const list = useRef<HTMLOListElement>(null);
  /** How many messages a person has had in view: of those that come while one reads, the rest is told. */
  const [read, setRead] = useState(messages.length);
  useLayoutEffect(() => {
    const box = scroller.current;
    const first = list.current?.querySelector<HTMLElement>("[data-new]");
    const last = list.current?.querySelector<HTMLElement>("[data-last]");
    if (!box || !last) return;
    const top = (item: HTMLElement) => item.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
    if (first) box.scrollTop = top(first);
    else if (messages.length > 1) box.scrollTop = last.offsetHeight > box.clientHeight ? top(last) : box.scrollHeight;
  }, []);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => {
      const last = list.current?.querySelector("[data-last]");
      if (last && last.getBoundingClientRect().bottom < box.getBoundingClientRect().bottom + NEAR) setRead(messages.length);
    };
    look();
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, [messages.length]);
  const come = messages.length - Math.min(read, messages.length);
  let change = 0;
  const before = (index: number) => {
    const edits = [];
    for (; change < changes.length && (changes[change]?.after ?? 0) <= index; change++) {
      const edit = changes[change];
      if (edit) edits.push(<Edit key={`edit/${change}`} change={edit} now={now} />);
    }
    return edits;
  };
  return (
    <>
      <ol class="conversation" aria-label={text.ticket.conversation} ref={list}>
        {messages.map((message, i) => [
          ...before(i),
          i === result.new && i > 0 && (
            <li key="new" class="new-line" data-new>
              {text.ticket.new}
            </li>
          ),
          <Posting key={`${message.id}/${i}`} message={message} account={account} now={now} last={i === messages.length - 1} row={result.row} />,
        ])}
        {before(messages.length)}
      </ol>
      {come > 0 && (
        <p class="come" role="status">
          <button type="button" class="ds-button" onClick={() => list.current?.querySelector("[data-last]")?.scrollIntoView({ block: "nearest" })}>
            <ArrowDown />
            {text.ticket.come(come)}
          </button>
        </p>
      )}
    </>
  );
}
