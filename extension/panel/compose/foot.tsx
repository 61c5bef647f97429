import { Check, ChevronDown, Lock, Reply } from "../../../shared/ui/icons";
import { Menu } from "../../../shared/ui/menu";
import type { Choice, MeasureResult, Row } from "../../../wasm/core.gen";
import { text } from "../strings";
import { valueName } from "../ticket/values";
import { sendable } from "./composing";
import type { Kind } from "./draft";

/** From how few characters left on they are counted. */
const NEAR = 500;

interface Props {
  row: Row;
  kind: Kind;
  size: MeasureResult;
  /** Nothing is said, and something is done. */
  does: boolean;
  note: string;
  /** What the ticket can be given along with it. */
  statuses: readonly Choice[];
  onSend: (status: string) => void;
}

/** How long the message is, where that comes to matter, and the button that sends it. */
export function Foot({ row, kind, size, does, note, statuses, onSend }: Props) {
  const over = size.limit > 0 && size.left < 0;
  const ready = does || sendable(size);
  const words = does ? text.compose.apply : kind === "note" ? text.compose.note : row.client ? text.compose.replyTo(row.client) : text.compose.reply;
  return (
    <footer class="composer-foot">
      <p class="composer-said" role="status" data-wrong={over || undefined}>
        {size.limit > 0 && size.left <= NEAR ? (over ? text.compose.over(-size.left) : text.compose.left(size.left)) : note}
      </p>
      <button type="button" class="ds-button composer-send" data-kind="primary" aria-disabled={!ready} onClick={() => onSend("")}>
        {does ? <Check /> : kind === "note" ? <Lock /> : <Reply />}
        <span>{words}</span>
      </button>
      {statuses.length > 0 && ready && !does && (
        <Menu
          label={text.compose.sendAnd}
          class="ds-button composer-send composer-and"
          actions={statuses.map((s) => ({ id: s.value, text: text.compose.andSet(words, valueName("status", s.value, statuses)), run: () => onSend(s.value) }))}
        >
          <ChevronDown />
        </Menu>
      )}
    </footer>
  );
}
