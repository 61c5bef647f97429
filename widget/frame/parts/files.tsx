import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Files, Shown } from "../files/files";
import type { Session } from "../session/session";

/** The files of a form, or of what was sent. What draws them is loaded with the first. */
export function FilesPlace({ shown, session }: { shown: Shown; session: Session }) {
  const place = useRef<HTMLDivElement>(null);
  const [files, opened] = useState<Files>();
  useLayoutEffect(() => {
    // Where it cannot be had there are no files, and all else goes on.
    session.files().then(opened, () => undefined);
  }, []);
  useLayoutEffect(() => files?.draw(place.current!, shown));
  useLayoutEffect(() => {
    const at = place.current!;
    return () => files?.draw(at, null);
  }, [files]);
  return <div ref={place} />;
}
