// Everything that a page needs once somebody wants the widget: the card around
// the frame, the line to it, and what the page calls and hears. The loader
// brings it in beside the frame: see ../loader/element.ts.

import type { Call, Take, Widget } from "../loader/element";
import type { Options, Prefill, ToFrame, ToPage, View } from "../protocol";
import { openCard } from "./card";
import { hold } from "./held";
import { openLine } from "./line";
import { keep, wake as wakes } from "./kept";
import { pageScheme, picture } from "./page";
import { sheet } from "./sheet";
import { words as english } from "./words/en.gen";

type Listener = (message: unknown) => void;

/** Reads where a call leads to: the first view, the form of a type, or a post. */
function viewOf(to: unknown): View {
  const [name = "", id] = typeof to === "string" ? to.split("/") : [];
  return { view: name as View["view"], post: Number(id) || 0 };
}

/** Looks after what was left on an earlier page. */
export function wake(widget: Widget): void {
  wakes(widget, () => ({ ...english, ...widget.words })["host.news"]).catch(() => {
    // It is asked for again in an hour.
  });
}

export function attach(widget: Widget): Take {
  const { element, root, card: dialog } = widget;
  const inline = element.hasAttribute("inline");
  const shadow = root.getRootNode() as ShadowRoot;
  const style = new CSSStyleSheet();
  style.replaceSync(sheet);
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, style];
  const bones = document.createElement("div");
  bones.className = "bones";
  bones.append(...["i", "i", "i"].map((bone) => document.createElement(bone)));
  dialog.append(bones);

  /** Ends with the widget: whatever is heard of the page. */
  const life = new AbortController();
  let trouble: HTMLElement | undefined;
  let troubled = false;
  let token = element.getAttribute("identity") ?? "";
  let told = "";
  const listeners: { event: unknown; listener: Listener; once: boolean }[] = [];
  /** Who waits for the widget to be ready, and for who a visitor is. */
  const readied: ((ready: boolean) => void)[] = [];
  const named: ((known: unknown) => void)[] = [];

  const emit = (event: string, message?: unknown) => {
    for (const one of listeners.slice()) {
      if (one.event !== event) continue;
      if (one.once) listeners.splice(listeners.indexOf(one), 1);
      // A page's listener that throws is the page's own trouble.
      setTimeout(one.listener, 0, message);
    }
  };

  const options = (): Options => {
    const look = (name: string) => element.getAttribute(name) ?? "";
    const theme = look("theme");
    const accent = look("accent");
    return {
      theme: theme === "light" || theme === "dark" ? theme : pageScheme(root),
      inline,
      locale: widget.tag,
      accent: CSS.supports("color", accent) ? accent : "",
      radius: look("radius"),
      font: look("font"),
      stores: look("consent") !== "wait",
      context: { path: location.origin + location.pathname, full: location.href }[look("context")] ?? "",
      submits: typeof widget.set["beforeSubmit"] === "function",
      // Firefox and Safari do not tell, and are asked.
      pictures: (document as { featurePolicy?: { allowsFeature(name: string): boolean } }).featurePolicy?.allowsFeature("display-capture") !== false,
    };
  };

  const line = openLine(widget, {
    options: () => {
      const now = options();
      told = Object.values(now).join();
      return now;
    },
    held: () => hold(widget),
    ready() {
      root.toggleAttribute("data-ready", true);
      if (token) line.post(() => ({ type: "identify", token }));
      readied.splice(0).forEach((done) => done(true));
      emit("ready");
    },
    hear,
    failed(how) {
      trouble?.remove();
      if (how) root.removeAttribute("data-ready");
      if (!how) return void (troubled = false);
      const say = { ...english, ...widget.words };
      trouble = document.createElement("div");
      trouble.className = "trouble";
      trouble.role = "alert";
      if (how === "kept out") {
        const tab = Object.assign(document.createElement("a"), { href: widget.frame!.src, target: "_blank", rel: "noopener", textContent: say["host.tab"] });
        trouble.append(tab);
      } else {
        const text = document.createElement("p");
        text.dir = "auto";
        text.textContent = say[how === "slow" ? "host.slow" : "host.failed"];
        const again = document.createElement("button");
        again.textContent = say["host.retry"];
        again.onclick = () => {
          trouble?.remove();
          line.retry();
        };
        trouble.append(text, again);
      }
      dialog.append(trouble);
      readied.splice(0).forEach((done) => done(false));
      if (!troubled) emit("error", { problem: how });
      troubled = true;
    },
  }, life.signal);

  const card = openCard(widget, (open) => emit(open ? "open" : "close"), life.signal);

  function hear(message: ToPage) {
    switch (message.type) {
      case "close":
        return card.show(false);
      case "resize":
        if (inline && message.height > 0) widget.frame!.style.blockSize = `${+message.height}px`;
        return;
      case "picture": {
        // The page asks, in its own name: it is what may. The card is out of the picture.
        const say = (taken: ImageBitmap | null) => {
          root.toggleAttribute("data-open", card.open);
          line.post(() => ({ type: "picture", picture: taken }));
        };
        // The frame tells of what was not to be had.
        return void picture(() => root.removeAttribute("data-open")).then(say, () => say(null));
      }
      case "submits": {
        const { number, draft } = message;
        const say = (answer: Prefill | string) => line.post(() => ({ type: "submit", number, answer }));
        asked(draft).then(say, (problem: unknown) => {
          console.warn("deskside: beforeSubmit failed, the post goes out as it was written", problem);
          say(draft);
        });
        return;
      }
      case "keeps":
        return keep(widget, message);
      case "holds":
        return void hold(widget, message);
      case "created":
      case "voted":
      case "commented":
      case "identified":
        if (message.type === "identified") named.splice(0).forEach((done) => done(message));
        return emit(message.type, message);
      case "heard":
      case "gone":
      case "ready":
      // The line has heard them.
    }
  }

  /** What the page makes of a draft before it is sent. */
  async function asked(draft: Prefill): Promise<Prefill | string> {
    const said: unknown = await (widget.set["beforeSubmit"] as (draft: Prefill) => unknown)({ ...draft });
    if (said === false) return " ";
    return typeof said === "string" ? said : { ...draft, ...(said as Partial<Prefill> | undefined) };
  }

  const show = (to: unknown, byHand: boolean) => {
    card.show(true, byHand);
    // The page may be at another address by now.
    widget.changed?.();
    const view = viewOf(to);
    line.post((): ToFrame => ({ type: "show", ...view, focus: card.enter() }));
  };
  const identify = (given: string) => {
    token = given;
    if (line.ready) line.post(() => ({ type: "identify", token }));
  };
  const whenReady = (call: Call) => (line.ready ? call.done?.(true) : readied.push((ready) => call.done?.(ready)));

  widget.changed = () => {
    if (document.body) look.observe(document.body, { attributes: true });
    const now = options();
    root.style.colorScheme = now.theme;
    if (widget.frame) widget.frame.title = widget.label;
    dialog.ariaLabel = widget.label;
    const all = Object.values(now).join();
    if (line.ready && all !== told) {
      told = all;
      line.post(() => ({ type: "set", options: now }));
    }
    const given = element.getAttribute("identity");
    if (given !== null && given !== attribute) identify((attribute = given));
  };
  let attribute = token;
  widget.joined = () => {
    widget.loaded = false;
    line.listen();
  };
  const look = new MutationObserver(() => widget.draw());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => widget.draw(), { signal: life.signal });

  const calls: Record<string, (call: Call) => unknown> = {
    open: (call) => (show(call[1], call[2] === true), whenReady(call)),
    close: (call) => (card.show(false), call.done?.()),
    toggle: (call) => (card.open ? calls["close"]!(call) : calls["open"]!(Object.assign(["open", "", true], { done: call.done }))),
    prefill: (call) => {
      line.post(() => ({ type: "prefill", draft: call[1] as Prefill }));
      whenReady(call);
    },
    identify: (call) => {
      named.push((known) => call.done?.(known));
      identify(typeof call[1] === "string" ? call[1] : "");
    },
    logout: (call) => (identify(""), call.done?.()),
    ready: whenReady,
    destroy() {
      life.abort();
      look.disconnect();
    },
    on: ([, event, listener]) => listeners.push({ event, listener: listener as Listener, once: false }),
    once: ([, event, listener]) => listeners.push({ event, listener: listener as Listener, once: true }),
    off: ([, event, listener]) => {
      const at = listeners.findIndex((l) => l.event === event && l.listener === listener);
      if (at >= 0) listeners.splice(at, 1);
    },
  };

  return (call) => {
    const name = String(call[0]);
    if (Object.hasOwn(calls, name)) calls[name]!(call);
    else {
      console.warn(`deskside: there is no call "${name}"`);
      call.done?.(false);
    }
    if (/^(on|once|off)$/.test(name)) call.done?.();
  };
}
