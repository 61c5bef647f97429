import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Row } from "../../../wasm/core.gen";
import { useDesk } from "../context";
import type { State } from "../state";
import { text } from "../strings";
import { Posting } from "../ticket/message";

/** What an agent has written and the conversation has not got yet, at its end. */
export function Outgoing({ state, row }: { state: State; row: Row }) {
  const desk = useDesk();
  const account = state.accounts.find((a) => a.id === row.account);
  const readAt = state.ticket.result?.read_at ?? 0;
  const messages = useMemo(() => desk.compose.outgoing(row.key, readAt), [state.outbox.box, row.key, readAt]);
  const last = useRef<HTMLOListElement>(null);
  const newest = messages[messages.length - 1]?.key;
  // What one has just written is in view; what comes of it later moves nothing.
  useEffect(() => last.current?.scrollIntoView({ block: "end" }), [newest]);
  return (
    <>
      {messages.map(({ key, state: stage, message }) => (
        <ol key={key} ref={key === newest ? last : null} class="conversation outgoing" data-state={stage} aria-label={text.compose.outgoing}>
          <Posting message={{ ...message, author: account?.agent || text.compose.you }} account={account} now={state.now} last={false} />
        </ol>
      ))}
    </>
  );
}
