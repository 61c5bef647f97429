/**
 * The widget as a component of React.
 *
 *     <Feedback edge="https://feedback.example.com" accent="#0a5" onCreated={({ url }) => …} />
 *     <Feedback edge="https://feedback.example.com" inline />
 *
 * A ref of it is the widget itself: ref.current.open("idea").
 */

import { createElement, type ReactElement, type Ref, useImperativeHandle, useLayoutEffect, useRef } from "react";

import { createFeedback, type Events, type Feedback as Widget, type Options, type Settings } from "./index.js";

/** What hears each event: onCreated of "created". */
export type Listeners = { [E in keyof Events as `on${Capitalize<E>}`]?: (message: Events[E]) => void };

export interface Props extends Omit<Options, "inline">, Listeners {
  /** Whether it stands where the component stands, instead of behind a launcher. */
  inline?: boolean;
  ref?: Ref<Widget | null>;
}

const events = ["ready", "open", "close", "created", "voted", "commented", "identified", "error"] as const satisfies (keyof Events)[];

export function Feedback({ edge, site, inline = false, ref, ...rest }: Props): ReactElement | null {
  const place = useRef<HTMLDivElement>(null);
  const widget = useRef<Widget>(null);
  /** What the latest drawing gave: functions are others at each. */
  const latest = useRef(rest);

  useLayoutEffect(() => {
    const made = createFeedback({ edge, ...(site && { site }), ...(inline && place.current && { inline: place.current }) });
    widget.current = made;
    for (const event of events) {
      made.on(event, (message) => {
        const name = `on${event[0]!.toUpperCase()}${event.slice(1)}` as keyof Listeners;
        (latest.current[name] as ((message: unknown) => void) | undefined)?.(message);
      });
    }
    return () => {
      made.destroy();
      widget.current = null;
    };
  }, [edge, site, inline]);

  useLayoutEffect(() => {
    latest.current = rest;
    const settings = Object.fromEntries(Object.entries(rest).filter(([name, value]) => value !== undefined && !/^on[A-Z]/.test(name))) as Settings;
    if (settings.beforeSubmit) settings.beforeSubmit = (draft) => latest.current.beforeSubmit?.(draft);
    widget.current?.set(settings);
  });

  useImperativeHandle<Widget | null, Widget | null>(ref, () => widget.current, [edge, site, inline]);
  return inline ? createElement("div", { ref: place }) : null;
}
