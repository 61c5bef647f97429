// The widget as an element of a page, as much of it as a page has before anybody wants it: the launcher, where it
// stands and what was called. The rest is the host's, which comes with the frame on intent: see ../host/host.ts.

import type { Catalogue } from "../../shared/ui/words/words";
import type { Messages } from "../words/messages.gen";
import { sheet } from "./sheet";
import { spoken } from "./spoken";
import { words as english } from "./words/en.gen";

/** What loader and host say in languages other than English, by their tags. */
export type Further = Readonly<Record<string, Catalogue<Messages>>>;

/** A call of the page: its name and what it takes. */
export type Call = unknown[] & {
  /** Hears what came of it. */
  done?: ((value?: unknown) => void) | undefined;
};

/** Takes a call. */
export type Take = (call: Call) => void;

/** Everything that a page needs once somebody wants the widget. */
export interface Host {
  /** Takes over a widget, and its calls from then on. */
  attach(widget: Widget): Take;
  /** Looks after what was left on an earlier page. */
  wake(widget: Widget): void;
}

/** What the loader and the host share of one. */
export interface Widget {
  readonly element: HTMLElement;
  /** The address of the edge, unless the element names another. */
  readonly edge: string;
  readonly root: HTMLElement;
  readonly button: HTMLButtonElement;
  /** Where the frame stands. */
  readonly card: HTMLDialogElement;
  /** The frame, from the first intent on. */
  frame?: HTMLIFrameElement | undefined;
  /** Whether the frame's document has loaded. */
  loaded?: boolean;
  /** The launcher's text, and the name of the whole. */
  label: string;
  /** The language as a tag. */
  tag: string;
  /** What is said in it: of English what the loader says. */
  words?: Partial<Catalogue<Messages>>;
  /** What the page has set that no attribute can say. */
  readonly set: Record<string, unknown>;
  /** Hears that an attribute or the page has changed. */
  changed?: () => void;
  /** Hears that it was put into the page again, and its frame begins anew. */
  joined?: () => void;
  run: Take;
  /** Brings in frame and host. */
  bring(): void;
  /** Puts a new frame into the card. */
  put(): void;
  /** Takes in what element and page say by now. */
  draw(): void;
}

export interface Feedback extends HTMLElement {
  widget: Widget;
}

/** What the element is called. */
export const NAME = "deskside-feedback";

/** How long anything of the edge may take before somebody is told, in milliseconds. */
export const PATIENCE = 10_000;

/** Calls that nobody sees anything of: they bring nothing in. */
const quiet = /^(on|off|ready|identify|logout|destroy)/;

/** How a page comes by what it does not have to begin with: the host, at the nth attempt, or, at none, its words in further languages. */
export type Bring = (attempt: number) => Promise<Host & Further>;

/** Those words, once a page is in another language; none where they could not be had. */
let all: Further | undefined;
let coming: Promise<unknown> | undefined;
/** What has had it looked for what an earlier page left. */
let woken: ((run: () => void) => unknown) | undefined;

function widgetOf(element: HTMLElement, edge: string, from: Bring): Widget {
  const make = <K extends keyof HTMLElementTagNameMap>(tag: K) => document.createElement(tag);
  const root = make("div");
  const button = make("button");
  const card = make("dialog");
  const calls: Call[] = [];
  const get = (name: string) => element.getAttribute(name);
  let take: Take | undefined;
  let failed = false;
  let attempts = 0;

  const show = (bad: boolean) => {
    failed = bad;
    button.ariaBusy = bad || take ? null : "true";
    widget.draw();
  };

  const bring = () => {
    if (widget.frame) return;
    widget.put();
    show(false);
    const mine = ++attempts;
    const loading = from(mine);
    const fail = () => {
      if (take || mine < attempts) return;
      widget.frame?.remove();
      delete widget.frame;
      show(true);
      for (const [, event, listener] of calls) if (event === "error") setTimeout(listener as () => void);
    };
    setTimeout(fail, PATIENCE);
    loading.then(({ attach }) => {
      if (!widget.frame) widget.put();
      take = attach(widget);
      show(false);
      calls.splice(0).forEach(take);
    }, fail);
  };

  const widget: Widget = {
    element, edge, root, button, card, label: "", tag: "", set: {}, bring,

    draw() {
      const { documentElement: html, body } = document;
      const said = get("launcher");
      const drawn = said !== "none";
      const tag = [get("locale"), html.lang, ...navigator.languages, "en"].find(spoken)!;
      const language = spoken(tag)!;
      const there = language === "en" || all;
      if (!there) coming = (coming ?? from(0).then((came) => void (all = came), () => void (all = {}))).then(widget.draw);
      widget.tag = tag;
      const words = (widget.words = all?.[language] ?? english);
      widget.label = (drawn && said) || words["loader.label"];
      button.textContent = failed ? words["loader.failed"] : widget.label;
      button.hidden = !failed && (!there || !drawn || get("inline") !== null);
      root.style.cssText = "";
      for (const { name, value } of element.attributes) {
        // What is no colour would take the button's own away.
        if (name !== "accent" || CSS.supports("color", value)) root.style.setProperty(`--${name}`, value);
      }
      // The body alone may say it.
      root.dir = getComputedStyle(body ?? html).direction;
      widget.changed?.();
      // Not before: what a page says of it to begin with is one drawing.
      watch.observe(element, { attributes: true });
    },

    put() {
      const frame = make("iframe");
      const site = get("site");
      frame.src = new URL(`/${site ? "w/" + site : "widget"}/frame.html#${widget.tag}`, get("edge") || edge).href;
      frame.sandbox = "allow-same-origin allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox";
      frame.referrerPolicy = "origin";
      frame.onload = () => (widget.loaded = true);
      widget.loaded = false;
      widget.frame?.remove();
      card.append((widget.frame = frame));
    },

    run(call) {
      if (call[0] === "set") {
        for (const [name, value] of Object.entries(call[1]!)) {
          if (typeof value === "function") widget.set[name] = value;
          else element.setAttribute(name, value as string);
        }
        call.done?.();
      } else if (take) take(call);
      else {
        calls.push(call);
        if (!quiet.test(call[0] as string)) bring();
      }
    },
  };

  const watch = new MutationObserver(widget.draw);
  const shadow = element.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(sheet);
  shadow.adoptedStyleSheets = [style];
  button.ariaLive = "polite";
  button.ariaExpanded = "false";
  button.onclick = () => widget.run([take ? "toggle" : "open"]);
  button.onpointerenter = button.onfocus = bring;
  root.append(button, card);
  shadow.append(root);
  return widget;
}

/** Makes the element known: edge is the address whose frames it shows, from what brings the rest. */
export function define(edge: string, from: Bring): void {
  customElements.define(
    NAME,
    class extends HTMLElement implements Feedback {
      widget = widgetOf(this, edge, from);

      connectedCallback() {
        const { widget } = this;
        widget.draw();
        widget.joined?.();
        // Once a page has nothing better to do. What is kept begins with when that is due: see ../host/kept.ts.
        if (!woken) (woken = window.requestIdleCallback ?? setTimeout)(() => {
          try {
            if (parseInt(localStorage[NAME] as string) < Date.now()) from(1).then(({ wake }) => wake(widget), () => {});
          } catch {
            // Refused: nothing is kept.
          }
        });
        if (this.hasAttribute("inline")) this.widget.bring();
      }
    },
  );
}
