import "./skeleton.css";
import { Skeleton } from "../../../shared/ui/skeleton";
import { text } from "../strings";

/** Rows to come; drawn only if they take a moment. */
export function RowsToCome() {
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
