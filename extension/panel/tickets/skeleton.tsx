import "./skeleton.css";
import { text } from "../strings";

/** Rows to come; drawn only if they take a moment. */
export function Skeleton() {
  return (
    <div class="skeleton">
      <p class="ds-hidden" role="status">
        {text.list.loading}
      </p>
      {[72, 54, 88, 63, 80, 47].map((width) => (
        <div class="skeleton-row" key={width} aria-hidden>
          <span class="ds-skeleton" />
          <span class="ds-skeleton" style={{ inlineSize: `${width}%` }} />
          <span class="ds-skeleton" style={{ inlineSize: `${width * 0.6}%` }} />
        </div>
      ))}
    </div>
  );
}
