import "../../../shared/ui/prose/prose.css";
import type { Message, Row } from "../../../wasm/core.gen";
import { Ago } from "../../../shared/ui/ago";
import { Avatar } from "../../../shared/ui/avatar";
import { Body } from "../../../shared/ui/prose/body";
import { draw } from "../../../shared/ui/prose/draw";
import { Lock } from "../../../shared/ui/icons";
import type { Account } from "../accounts/account";
import { useDesk } from "../context";
import { locale, told } from "../speech";
import { text } from "../strings";
import { MessageMarks, MessageMenu } from "./comments/acts";
import { EditMessage } from "./comments/edit";
import { Files } from "./files/files";

interface Props {
  message: Message;
  /** Whose it is; undefined when it has just been removed. */
  account: Account | undefined;
  now: number;
  /** It is the newest. */
  last: boolean;
  /** The ticket's row, where the message can be acted on. */
  row?: Row;
}

const drawn = (program: Uint8Array) => draw(program, text.draw);

/** One entry of a conversation. */
export function Posting({ message, account, now, last, row }: Props) {
  const desk = useDesk();
  const shown = row && desk.comments.shown.value.get(message.id);
  const editing = shown && desk.comments.editing(row, message.id);
  return (
    <li
      class="message"
      data-side={message.side}
      data-private={message.private || undefined}
      data-last={last || undefined}
      data-trashed={shown?.trashed || undefined}
      tabIndex={-1}
      onKeyDown={(event) => {
        // On the message itself; what stands in it has keys of its own.
        if (event.target !== event.currentTarget || event.key !== "Enter") return;
        event.preventDefault();
        event.currentTarget.querySelector<HTMLElement>(".message-more")?.click();
      }}
    >
      <p class="message-head">
        {message.side !== "system" && <Avatar name={message.author} />}
        <span class="author" dir="auto">
          {message.author || told(message.unnamed)}
        </span>
        {message.private && (
          <span class="private">
            <Lock />
            {text.ticket.private}
          </span>
        )}
        {shown && <MessageMarks row={row} shown={shown} />}
        <Ago at={message.created} now={now} locale={locale()} />
      </p>
      {row && message.side !== "system" && <MessageMenu row={row} message={message} shown={shown} />}
      {editing ? <EditMessage row={row} id={message.id} now={editing} /> : <Body program={shown && shown.body.length > 0 ? shown.body : message.body} draw={drawn} none={text.ticket.noText} />}
      {account && <Files account={account} files={message.attachments} />}
    </li>
  );
}
