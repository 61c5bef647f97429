import "../../../shared/ui/attachments.css";
import "../../../shared/ui/prose/prose.css";
import type { Message } from "../../../wasm/core.gen";
import { Ago } from "../../../shared/ui/ago";
import { Attachments } from "../../../shared/ui/attachments";
import { Avatar } from "../../../shared/ui/avatar";
import { Body } from "../../../shared/ui/prose/body";
import { draw } from "../../../shared/ui/prose/draw";
import { Lock } from "../../../shared/ui/icons";
import { locale, told } from "../speech";
import { text } from "../strings";

interface Props {
  message: Message;
  now: number;
}

const drawn = (program: Uint8Array) => draw(program, text.draw);

/** One entry of a conversation. */
export function Posting({ message, now }: Props) {
  return (
    <li class="message" data-side={message.side} data-private={message.private || undefined}>
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
      <Attachments files={message.attachments} label={text.ticket.attachments} />
    </li>
  );
}
