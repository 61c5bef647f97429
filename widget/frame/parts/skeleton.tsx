import { say } from "../speech";

interface Props {
  rows: number;
}

/** Where posts will be. It shows after a moment, and says so when it takes long. */
export function ListSkeleton({ rows }: Props) {
  return (
    <div class="skeleton" aria-busy>
      <p class="ds-hidden">{say("widget.loading")}</p>
      {Array.from({ length: rows }, (_, i) => (
        <div class="row" key={i} aria-hidden>
          <span class="ds-skeleton skeleton-vote" />
          <span class="row-text">
            <span class="ds-skeleton skeleton-line" data-width={i % 3} />
            <span class="ds-skeleton skeleton-line" data-width="short" />
          </span>
        </div>
      ))}
      <p class="slow">{say("widget.loading_slow")}</p>
    </div>
  );
}

/** Where one post will be. */
export function PostSkeleton() {
  return (
    <div class="skeleton" aria-busy>
      <p class="ds-hidden">{say("widget.loading")}</p>
      <span class="ds-skeleton skeleton-line" data-width="0" />
      <span class="ds-skeleton skeleton-line" data-width="1" />
      <span class="ds-skeleton skeleton-line" data-width="2" />
      <p class="slow">{say("widget.loading_slow")}</p>
    </div>
  );
}
