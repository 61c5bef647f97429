import { Ago } from "../../../shared/ui/ago";
import type { Change, Changed } from "../../../wasm/core.gen";
import { locale, told } from "../speech";
import { text } from "../strings";

/** What somebody changed at one time, as a thin line of a conversation. */
export function Edit({ change, now }: { change: Change; now: number }) {
  return (
    <li class="edit">
      <span class="edit-by" dir="auto">
        {change.by || told(change.unnamed)}
      </span>
      <ul class="edit-parts">
        {change.changed.map((c, i) => (
          <li key={i} dir="auto">
            {sentence(c)}
          </li>
        ))}
      </ul>
      <Ago at={change.at} now={now} locale={locale()} />
    </li>
  );
}

function sentence(c: Changed): string {
  const words = text.history;
  if (c.aspect === "text") return words.edited;
  if (c.aspect === "place") return words.places[c.after] ?? words.set(words.parts.place, c.after);
  if (c.aspect === "private") return c.after === "1" ? words.hidden : words.shown;
  const part = c.aspect === "other" ? c.name : words.parts[c.aspect];
  const before = named(c.before, c.before_state);
  const after = named(c.after, c.after_state);
  if (!after) return before ? words.cleared(part, before) : part;
  return before ? words.changed(part, before, after) : words.set(part, after);
}

/** A value as the account calls it; a state without a name of the account's own, as Deskside does. */
function named(value: string, state: Changed["after_state"]): string {
  return value || text.states[state];
}
