// How an icon is drawn: inline SVG in the colour of the text around it.

import { h, type JSX } from "preact";

export type Shape = readonly ["path" | "circle" | "rect" | "line" | "polyline" | "polygon" | "ellipse", Readonly<Record<string, string>>];

export interface IconProps {
  /** Side in units of design: 16 (default) or 20. */
  size?: 16 | 20;
  /** The name that is read aloud. Leave it out beside a text that says the same. */
  label?: string;
}

export type Icon = (props: IconProps) => JSX.Element;

/** An icon of shapes. */
export function icon(...shapes: readonly Shape[]): Icon {
  return ({ size = 16, label }) => (
    <svg
      class="ds-icon"
      data-size={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={size === 16 ? 2 : 1.75}
      stroke-linecap="round"
      stroke-linejoin="round"
      {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
    >
      {shapes.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
