import { age, ageInWords, exact, machine } from "./time";

interface Props {
  /** Unix seconds; 0 is unknown and draws nothing. */
  at: number;
  now: number;
  /** Language of dates and numbers; absent, that of the browser. */
  locale?: string | undefined;
  /** In words, where there is room for them; else "3h", with the words for who is read to. */
  words?: boolean;
}

/** How long ago something was, with the moment itself on hover. */
export function Ago({ at, now, locale, words = false }: Props) {
  if (at === 0) return null;
  const said = ageInWords(at, now, locale);
  const moment = exact(at, locale);
  // It stands in its line as the line runs; only its words run their own way.
  return (
    <time class="ds-ago" dateTime={machine(at)} title={moment}>
      {words ? (
        <bdi>{said}</bdi>
      ) : (
        <>
          <bdi aria-hidden>{age(at, now, locale)}</bdi>
          <bdi class="ds-hidden">
            {said}, {moment}
          </bdi>
        </>
      )}
    </time>
  );
}
