import "./skeleton.css";
import { useEffect } from "preact/hooks";
import { Skeleton } from "../../../shared/ui/skeleton";
import { prepareTimes } from "../../../shared/ui/time";
import { locale } from "../speech";
import { text } from "../strings";

/** Rows to come; drawn only if they take a moment, which what they are written with uses. */
export function RowsToCome() {
  useEffect(() => {
    const idle = requestIdleCallback(() => prepareTimes(locale()));
    return () => cancelIdleCallback(idle);
  }, []);
  return (
    <Skeleton label={text.list.loading}>
      {[72, 54, 88, 63, 80, 47].map((width) => (
        <div class="skeleton-row" key={width} aria-hidden>
          <span class="ds-skeleton" />
          <span class="ds-skeleton" style={{ inlineSize: `${width}%` }} />
          <span class="ds-skeleton" style={{ inlineSize: `${width * 0.9}%` }} />
          <span class="ds-skeleton" style={{ inlineSize: `${width * 0.6}%` }} />
        </div>
      ))}
    </Skeleton>
  );
}
