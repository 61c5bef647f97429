import { ageInWords, exact, machine } from "../../../shared/ui/time";

interface Props {
  /** Unix seconds. */
  at: number;
  now: number;
  locale: string;
}

/** How long ago something was, with the moment itself on hover. */
export function Ago({ at, now, locale }: Props) {
  if (at === 0) return null;
  const tag = locale || undefined;
  return (
    <time dir="auto" dateTime={machine(at)} title={exact(at, tag)}>
      {ageInWords(at, now, tag)}
    </time>
  );
}
