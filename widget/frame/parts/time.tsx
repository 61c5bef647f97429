import { ageInWords, exact, machine } from "../../../shared/ui/time";
import { locale } from "../speech";

interface Props {
  /** Unix seconds. */
  at: number;
  now: number;
}

/** How long ago something was, with the moment itself on hover. */
export function Ago({ at, now }: Props) {
  if (at === 0) return null;
  return (
    <time dir="auto" dateTime={machine(at)} title={exact(at, locale())}>
      {ageInWords(at, now, locale())}
    </time>
  );
}
