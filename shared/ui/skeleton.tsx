import "./skeleton.css";
import type { ComponentChildren } from "preact";

/** What is to come, drawn only if it takes a moment. */
export function Skeleton({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="ds-coming">
      <p class="ds-hidden" role="status">
        {label}
      </p>
      {children}
    </div>
  );
}

/** Lines of text to come, each of its width in percent. */
export function Lines({ widths }: { widths: readonly number[] }) {
  return (
    <div class="ds-lines" aria-hidden>
      {widths.map((width, i) => (
        <span key={i} class="ds-skeleton" style={{ inlineSize: `${width}%` }} />
      ))}
    </div>
  );
}
