import type { Message } from "../../../wasm/core.gen";
import { Lock, Paperclip } from "../../../shared/ui/icons";
import { Body } from "./body";
import { Ago } from "./moment";
import { text } from "../strings";

interface Props {
  message: Message;
  now: number;
}

/** One entry of a conversation. */
export function Posting({ message, now }: Props) {
  return (
    <li class="message" data-side={message.side} data-private={message.private || undefined}>
      <p class="message-head">
        <span class="author" dir="auto">
          {message.author}
        </span>
        {message.private && (
          <span class="private">
            <Lock />
            {text.ticket.private}
          </span>
        )}
        <Ago at={message.created} now={now} />
      </p>
      <Body program={message.body} />
      {message.attachments.length > 0 && (
        <ul class="attachments" aria-label={text.ticket.attachments}>
          {message.attachments.map((file) => (
            <li key={file.url}>
              <a href={file.url} target="_blank" rel="noopener noreferrer">
                <Paperclip />
                <span dir="auto">{file.name}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
