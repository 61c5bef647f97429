// From which widths of the window on more stands side by side.

/** The list and a ticket. */
export const WIDE = "(min-width: 720px)";

/** And the person, in a third column. */
export const WIDEST = "(min-width: 1080px)";
