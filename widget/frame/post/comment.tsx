import { Paperclip } from "../../../shared/ui/icons";
import type { Message } from "../../../wasm/core.gen";
import { Body } from "../parts/body";
import { told } from "../speech";
import { text } from "../strings";
import { Ago } from "../parts/time";

interface Props {
  comment: Message;
  now: number;
  locale: string;
}

export function Comment({ comment, now, locale }: Props) {
  return (
    <li class="comment">
      <p class="comment-head">
        <strong dir="auto">{comment.author || told(comment.unnamed)}</strong>
        {comment.side === "client" && <span class="author">{text.author}</span>}
        <Ago at={comment.created} now={now} locale={locale} />
      </p>
      <Body program={comment.body} />
      {comment.attachments.length > 0 && (
        <ul class="attachments" role="list" aria-label={text.attachments}>
          {comment.attachments.map((a) => (
            <li key={a.url}>
              <Paperclip />
              <a href={a.url} target="_blank" rel="noopener" dir="auto">
                {a.name || text.attachment}
              </a>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
