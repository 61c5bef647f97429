import { Ago } from "../../../shared/ui/ago";
import { Attachments } from "../../../shared/ui/attachments";
import type { Message } from "../../../wasm/core.gen";
import { Written } from "../parts/body";
import { locale, say, told } from "../speech";

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
        {comment.side === "agent" && <span class="author team">{say("widget.comments.team")}</span>}
        <Ago at={comment.created} now={now} locale={locale()} words />
      </p>
      <Written program={comment.body} say={say} told={told} />
      <Attachments files={comment.attachments} label={say("widget.comments.attachments")} />
    </li>
  );
}
