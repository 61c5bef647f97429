// One thing that cannot be drawn never takes its neighbours with it.

import { Component, type ComponentChildren } from "preact";

interface Props {
  /** What is drawn: when it becomes another, drawing is tried again. */
  of: unknown;
  /** What stands in its place when drawing it fails; again tries once more. */
  instead: (again: () => void) => ComponentChildren;
  children: ComponentChildren;
}

interface State {
  /** What could not be drawn. */
  failed: { of: unknown } | null;
}

export class Boundary extends Component<Props, State> {
  override state: State = { failed: null };

  override componentDidCatch(): void {
    this.setState({ failed: { of: this.props.of } });
  }

  override render({ of, instead, children }: Props, { failed }: State): ComponentChildren {
    return failed && failed.of === of ? instead(() => this.setState({ failed: null })) : children;
  }
}
