import { Paperclip } from "../../../shared/ui/icons";
import type { Message } from "../../../wasm/core.gen";
import { Body } from "../parts/body";
import { say, told } from "../speech";
import { Ago } from "../parts/time";

interface Props {
  comment: Message;
  now: number;
}

export function Comment({ comment, now }: Props) {
  return (
    <li class="comment">
      <p class="comment-head">
        <strong dir="auto">{comment.author || told(comment.unnamed)}</strong>
        {comment.side === "client" && <span class="author">{say("widget.comments.author")}</span>}
        <Ago at={comment.created} now={now} />
      </p>
      <Body program={comment.body} />
      {comment.attachments.length > 0 && (
        <ul class="attachments" role="list" aria-label={say("widget.comments.attachments")}>
          {comment.attachments.map((a) => (
            <li key={a.url}>
              <Paperclip />
              <a href={a.url} target="_blank" rel="noopener" dir="auto">
                {a.name || say("widget.comments.attachment")}
              </a>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
