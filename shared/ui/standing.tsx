import "./standing.css";
import type { ComponentChildren } from "preact";

interface Props {
  icon: ComponentChildren;
  heading?: string;
  children?: ComponentChildren;
}

/** What stands in the place of something that is not there: what it is, and the one thing to do. */
export function Standing({ icon, heading, children }: Props) {
  return (
    <div class="ds-standing">
      {icon}
      {heading && <h2>{heading}</h2>}
      {children}
    </div>
  );
}
