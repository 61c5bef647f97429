import type { Session } from "../session/session";
import { Detail } from "./details";

interface Props {
  source: string;
  session: Session;
}

/** What somebody wrote here and is on its way: as it will be read, once that can be drawn. */
export function Said({ source, session }: Props) {
  return (
    <Detail shown={{ said: source }} session={session}>
      <p class="comment-text" dir="auto">
        {source}
      </p>
    </Detail>
  );
}
