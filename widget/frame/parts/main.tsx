import type { ComponentChildren } from "preact";

interface Props {
  /** The class of the view. */
  name: string;
  children: ComponentChildren;
}

/** The part of a view that scrolls. The focus arrives here, so that keys scroll it at once. */
export function Main({ name, children }: Props) {
  return (
    <main class={`scroll ${name}`} tabIndex={-1} data-arrive aria-labelledby="heading">
      {children}
    </main>
  );
}
