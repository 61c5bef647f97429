import type { ComponentChildren } from "preact";
import type { Icon } from "../../../shared/ui/icons";

interface Props {
  icon: Icon;
  title: string;
  children?: ComponentChildren;
  /** What can be done about it. */
  action?: { label: string; run: () => void };
}

/** A state of a view that is not its usual one: empty, failed, not possible here. */
export function Notice({ icon: NoticeIcon, title, children, action }: Props) {
  return (
    <div class="notice">
      <span class="notice-icon">
        <NoticeIcon size={20} />
      </span>
      <p class="notice-title">{title}</p>
      {children}
      {action && (
        <button type="button" class="ds-button" onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  );
}
