import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Details, Shown } from "../details/details";
import type { Session } from "../session/session";

interface Props {
  shown: Shown;
  session: Session;
  /** What stands there as long as that cannot be drawn. */
  children?: ComponentChildren;
}

/** A part of a form around its words, or of what was sent. What draws it is loaded with the first form. */
export function Detail({ shown, session, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [details, opened] = useState<Details>();
  useLayoutEffect(() => {
    // Where it cannot be had there are none, and all else goes on.
    session.details().then(opened, () => undefined);
  }, []);
  useLayoutEffect(() => details?.draw(place.current!, shown));
  useLayoutEffect(() => {
    const at = place.current!;
    return () => details?.draw(at, null);
  }, [details]);
  return (
    <>
      <div class="detail" ref={place} />
      {!details && children}
    </>
  );
}
