import "../../../shared/ui/prose/prose.css";
import type { Message } from "../../../wasm/core.gen";
import { Ago } from "../../../shared/ui/ago";
import { Avatar } from "../../../shared/ui/avatar";
import { Body } from "../../../shared/ui/prose/body";
import { draw } from "../../../shared/ui/prose/draw";
import { Lock } from "../../../shared/ui/icons";
import type { Account } from "../accounts/account";
import { locale, told } from "../speech";
import { text } from "../strings";
import { Files } from "./files/files";

interface Props {
  message: Message;
  /** Whose it is; undefined when it has just been removed. */
  account: Account | undefined;
  now: number;
  /** It is the newest. */
  last: boolean;
}

const drawn = (program: Uint8Array) => draw(program, text.draw);

/** One entry of a conversation. */
export function Posting({ message, account, now, last }: Props) {
  return (
    <li class="message" data-side={message.side} data-private={message.private || undefined} data-last={last || undefined}>
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
        <Ago at={message.created} now={now} locale={locale()} />
      </p>
      <Body program={message.body} draw={drawn} none={text.ticket.noText} />
      {account && <Files account={account} files={message.attachments} />}
    </li>
  );
}
