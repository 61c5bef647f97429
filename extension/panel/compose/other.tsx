import { CopyPlus } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { text } from "../strings";
import type { Draft } from "./draft";

/** Says that another window has written for the same, and lets that be taken over or dropped. */
export function Other({ name, other }: { name: string; other: Draft }) {
  const { compose } = useDesk();
  return (
    <div class="composer-line" role="status">
      <p>
        {text.compose.other} <q>{other.text.slice(0, 80)}</q>
      </p>
      <button type="button" class="ds-button" data-kind="quiet" onClick={() => compose.takeOther(name)}>
        <CopyPlus />
        {text.compose.otherTake}
      </button>
      <button type="button" class="ds-button" data-kind="quiet" onClick={() => void compose.dropOther(name)}>
        {text.compose.otherDrop}
      </button>
    </div>
  );
}
