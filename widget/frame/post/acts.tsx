import { useState } from "preact/hooks";
import { Bell, BellRing, Check, Link } from "../../../shared/ui/icons";
import type { Follows } from "../../../wasm/core.gen";
import { OutLink } from "../parts/link";
import type { Session } from "../session/session";
import { say } from "../speech";

interface Props {
  id: number;
  url: string;
  following: Follows;
  session: Session;
}

/** What one does with a post beside voting for it: follow it, take its link along, open its page. */
export function Acts({ id, url, following, session }: Props) {
  const [copied, copy] = useState(false);
  const [how, tell] = useState("");
  const follows = following === "followed" || following === "mailed";
  return (
    <div class="acts">
      {following && (
        <button type="button" class="ds-button" aria-pressed={follows} onClick={() => void session.follow(id, !follows).then(tell)}>
          {follows ? <BellRing /> : <Bell />}
          {say(follows ? "widget.follow.on" : "widget.follow.button")}
        </button>
      )}
      {/^https?:/.test(url) && (
        <button
          type="button"
          class="ds-button"
          onClick={() => {
            const done = copyText(url);
            copy(done);
            if (done) session.announce(say("widget.link.copied"));
            else session.notice(say("widget.link.failed"));
          }}
        >
          {copied ? <Check /> : <Link />}
          {say(copied ? "widget.link.copied" : "widget.link.copy")}
        </button>
      )}
      <OutLink url={url} label={say("widget.post.open")} />
      {how && <p class="ds-hint">{how}</p>}
    </div>
  );
}

/** Puts a text into the clipboard, in the way that takes no policy of the page around this frame. */
function copyText(text: string): boolean {
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", put);
  // oxlint-disable-next-line typescript/no-deprecated -- what is in its place takes a policy that pages do not give to frames
  const done = document.execCommand("copy");
  document.removeEventListener("copy", put);
  return done;
}
