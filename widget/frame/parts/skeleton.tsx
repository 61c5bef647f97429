import type { ComponentChildren } from "preact";
import { Lines, Skeleton } from "../../../shared/ui/skeleton";
import { say } from "../speech";

/** What is to come. It says so when it takes long. */
function Coming({ children }: { children: ComponentChildren }) {
  return (
    <Skeleton label={say("widget.loading")}>
      {children}
      <p class="slow">{say("widget.loading_slow")}</p>
    </Skeleton>
  );
}

/** Where posts will be. */
export function ListSkeleton({ rows }: { rows: number }) {
  return (
    <Coming>
      {Array.from({ length: rows }, (_, i) => (
        <div class="row" key={i} aria-hidden>
          <div class="row-text">
            <Lines widths={[[86, 64, 74][i % 3] ?? 86, 30]} />
          </div>
          <span class="ds-skeleton skeleton-vote" />
        </div>
      ))}
    </Coming>
  );
}

/** Where one post will be. */
export function PostSkeleton() {
  return (
    <Coming>
      <Lines widths={[86, 64, 74]} />
    </Coming>
  );
}
