import { age, ageInWords, exact, machine } from "../../../shared/ui/time";

/** How long ago something was, with the moment itself on hover and when read aloud. */
export function Ago({ at, now }: { at: number; now: number }) {
  if (at === 0) return null;
  return (
    <time class="ago" dateTime={machine(at)} title={exact(at)}>
      <span aria-hidden>{age(at, now)}</span>
      <span class="ds-hidden">
        {ageInWords(at, now)}, {exact(at)}
      </span>
    </time>
  );
}
