import { Plus } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { text } from "../strings";

/** Begins a new ticket or post; nothing where none can be created. */
export function NewButton() {
  const { creating, keys, state } = useDesk();
  // What can be created is known once the core has started.
  if (state.value.core !== "ready" || creating.accounts(false).length === 0) return null;
  return (
    <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={text.created.heading} title={text.acts.hint(text.created.heading, keys.shown("new"))} onClick={() => creating.begins()}>
      <Plus />
    </button>
  );
}
