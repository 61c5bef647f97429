import "./notice.css";
import type { ComponentChildren } from "preact";

interface Props {
  icon: ComponentChildren;
  /** Something is wrong. */
  warning?: boolean;
  heading?: string | undefined;
  /** A person has to hear it at once. */
  urgent?: boolean;
  children?: ComponentChildren;
}

/** What a person should know, above what it is about. */
export function Notice({ icon, warning = false, heading, urgent = false, children }: Props) {
  return (
    <div class="ds-notice" data-kind={warning ? "warning" : undefined} role={urgent ? "alert" : "status"}>
      {icon}
      <div class="ds-notice-body">
        {heading && <p class="ds-notice-heading">{heading}</p>}
        {children}
      </div>
    </div>
  );
}
