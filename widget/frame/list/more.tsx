import { useEffect, useRef } from "preact/hooks";
import type { Session } from "../session/session";
import { say } from "../speech";

interface Props {
  busy: boolean;
  failed: boolean;
  session: Session;
}

/** Has the next page of a list read: by itself once somebody comes near its end, where the list scrolls. */
export function More({ busy, failed, session }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const at = button.current;
    const root = at?.closest(".scroll");
    // What stands within a page as long as it is would never come to its end.
    if (!at || !root || document.documentElement.hasAttribute("data-inline") || failed || busy) return;
    const seen = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && session.more(), { root, rootMargin: "300px" });
    seen.observe(at);
    return () => seen.disconnect();
  }, [busy, failed]);
  return (
    <p class="more" role="status">
      {failed && say("widget.list.more_failed")}
      <button type="button" class="ds-button" ref={button} aria-disabled={busy} onClick={session.more}>
        {busy ? say("widget.loading") : failed ? say("widget.retry") : say("widget.list.more")}
      </button>
    </p>
  );
}
