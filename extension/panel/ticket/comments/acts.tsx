import "./comments.css";
import type { Message, Row, ShownComment } from "../../../../wasm/core.gen";
import { Award, Clock, Ellipsis, ThumbsUp, Trash, Undo2 } from "../../../../shared/ui/icons";
import { type Action, Menu } from "../../../../shared/ui/menu";
import { useDesk } from "../../context";
import type { Desk } from "../../desk";
import { makingActions } from "../../new/actions";
import { text } from "../../strings";
import { BinMark } from "../bins/menu";

interface Props {
  row: Row;
  shown: ShownComment;
}

/** What is thought of a message, and what of it is not sent yet. */
export function MessageMarks({ row, shown: { comment, trashed, can } }: Props) {
  const desk = useDesk();
  const { comments } = text;
  const word = comment.voted ? comments.unvote : comments.vote;
  return (
    <>
      {desk.comments.waits(row.key, comment.id) && (
        <span class="message-waits" title={comments.waits}>
          <Clock label={comments.waits} />
        </span>
      )}
      {trashed && <BinMark bin="trash" />}
      {comment.best && (
        <span class="best">
          <Award />
          {comments.isBest}
        </span>
      )}
      {can.includes("upvoted") && !trashed && (
        <button type="button" class="ds-button vote" data-kind="quiet" aria-pressed={comment.voted} title={word} onClick={() => void desk.comments.set(row, comment.id, "upvoted", comment.voted ? "" : "1")}>
          <ThumbsUp />
          <span aria-hidden>{comment.votes}</span>
          <span class="ds-hidden">{comments.votes(comment.votes)}</span>
        </button>
      )}
    </>
  );
}

/** A menu of what can be done to a message, and what can be made of it; nothing where there is nothing. */
export function MessageMenu({ row, message, shown }: { row: Row; message: Message; shown: ShownComment | undefined }) {
  const desk = useDesk();
  const linked = message.id !== 0 && (desk.state.value.ticket.result?.url || row.url) !== "";
  const link: Action[] = linked ? [{ id: "link", text: text.link.copy, run: () => void desk.copyLink(row, message.id) }] : [];
  const actions = [...(shown ? changes(desk, row, shown) : []), ...link, ...(message.private ? [] : makingActions(desk, row, message.id))];
  if (actions.length === 0) return null;
  return (
    <Menu label={text.comments.acts} title={text.comments.acts} class="ds-button message-more" actions={actions}>
      <Ellipsis />
    </Menu>
  );
}

/** What of a message can be changed, as actions of a menu. */
function changes(desk: Desk, row: Row, { comment, trashed, can }: ShownComment): Action[] {
  const { comments } = text;
  const turn = (of: string, on: boolean) => () => void desk.comments.set(row, comment.id, of, on ? "" : "1");
  const named: Record<string, Action> = {
    upvoted: { id: "vote", text: comment.voted ? comments.unvote : comments.vote, run: turn("upvoted", comment.voted) },
    best: { id: "best", text: comment.best ? comments.unbest : comments.best, run: turn("best", comment.best) },
    body: { id: "edit", text: comments.edit, run: () => desk.comments.edit(row.key, comment.id) },
    trashed: { id: "trash", text: trashed ? comments.recover : comments.trash, run: turn("trashed", trashed) },
  };
  return (trashed ? ["trashed"] : can).flatMap((of) => named[of] ?? []);
}

/** Messages that were moved to the trash from here: the helpdesk lists them no more. */
export function Trashed({ row }: { row: Row }) {
  const desk = useDesk();
  const gone = [...desk.comments.shown.value.values()].filter((c) => !c.read);
  if (gone.length === 0) return null;
  return (
    <ul class="trashed">
      {gone.map(({ comment }) => (
        <li key={comment.id}>
          <span class="bin-mark">
            <Trash />
            {text.comments.trashed}
          </span>
          <button type="button" class="ds-button" data-kind="quiet" onClick={() => void desk.comments.set(row, comment.id, "trashed", "")}>
            <Undo2 />
            {text.comments.recover}
          </button>
        </li>
      ))}
    </ul>
  );
}
