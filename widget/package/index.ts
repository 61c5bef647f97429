/**
 * The widget for sites that are built: the same as the script of an edge,
 * within the site's own bundle, and typed.
 *
 *     import { createFeedback } from "deskside-feedback";
 *
 *     const feedback = createFeedback({ edge: "https://feedback.example.com", accent: "#0a5" });
 *     feedback.on("created", ({ url }) => console.log(url));
 *     await feedback.open("idea");
 *
 * It touches nothing of a browser before something is created, so that it can
 * be imported where there is none.
 */

import { type Bring, type Call, define, type Feedback as Element, NAME } from "../loader/element";

/** What a customer can write. */
export type PostType = "idea" | "problem" | "question";

/** Where the widget can be opened: at a form, one of the first views, or a post. */
export type Place = PostType | "home" | "mine" | "news" | `post/${number}`;

/** What is written in a form. */
export interface Draft {
  readonly type: PostType | "";
  readonly title: string;
  readonly content: string;
}

/** How it looks and behaves. All of it may change at any time. */
export interface Settings {
  /** The launcher's text, or "none" for no launcher. */
  launcher?: string;
  /** The side of the page at which it stands. */
  position?: "start" | "end";
  /** "auto" is as the page is. */
  theme?: "auto" | "light" | "dark";
  /** The language as a tag, such as "en-GB"; by default the page's own. */
  locale?: string;
  /** A colour of CSS. Its hue stays; it is made as light or dark as it takes to be read. */
  accent?: string;
  /** How round the launcher and controls are, in pixels. */
  radius?: number;
  /** How far from the window's edges the launcher stands, in pixels. */
  offset?: number;
  /** Fonts as CSS lists them. */
  font?: string;
  /** Its place in the page's stack. */
  zIndex?: number;
  /** "wait" keeps nothing in the browser until it is "given"; set back, all of it is forgotten. */
  consent?: "wait" | "given";
  /** How much of the page's address goes along with a post: all of it, without what follows "?" and "#", or nothing. */
  context?: "none" | "path" | "full";
  /** "none" keeps nothing in the page's own storage. */
  storage?: "none";
  /** Who the customer is: a token that the site has signed. */
  identity?: string;
  /**
   * Sees what is to be sent: returns nothing or what it changes of it, false or
   * a sentence to keep it back, or a promise of these within five seconds.
   */
  beforeSubmit?: (draft: Draft) => Answer | Promise<Answer>;
}

/** What a page makes of a draft. */
export type Answer = Partial<Draft> | string | false | void;

/** What can be told of it. */
export interface Events {
  /** It can be used. */
  ready: void;
  open: void;
  close: void;
  created: { readonly id: number; readonly kind: PostType; readonly url: string };
  voted: { readonly id: number; readonly vote: "" | "up" | "down" };
  commented: { readonly id: number };
  /** The customer is known by a name; a problem says why not, or not any more. */
  identified: { readonly name: string; readonly problem: string };
  /** It cannot be reached, is slow, or the page's policy keeps it out. */
  error: { readonly problem: "gone" | "slow" | "kept out" } | undefined;
}

/** A widget in a page. No promise rejects. */
export interface Feedback {
  /** What stands in the page. */
  readonly element: HTMLElement;
  /** Resolves with whether it can be seen. */
  open(to?: Place): Promise<boolean>;
  close(): Promise<void>;
  toggle(): Promise<void>;
  /** Fills what is still empty. */
  prefill(draft: Partial<Draft>): Promise<boolean>;
  identify(token: string): Promise<Events["identified"]>;
  logout(): Promise<void>;
  set(settings: Settings): void;
  /** Returns what calls it off. */
  on<E extends keyof Events>(event: E, listener: (message: Events[E]) => void): () => void;
  once<E extends keyof Events>(event: E, listener: (message: Events[E]) => void): () => void;
  off<E extends keyof Events>(event: E, listener: (message: Events[E]) => void): void;
  /** Waits until somebody has wanted it and it is there; brings nothing in. */
  ready(): Promise<boolean>;
  /** Takes it out of the page. */
  destroy(): void;
}

/** Where a widget comes from and stands, beside how it looks. */
export interface Options extends Settings {
  /** The address of the edge, such as "https://feedback.example.com". */
  edge: string;
  /** The name of the site at that edge, where it has several. */
  site?: string;
  /** What it stands in, instead of behind a launcher: an element, or a selector of one that is there. */
  inline?: globalThis.Element | string;
}

/** Puts a widget into the page. */
export function createFeedback({ edge, site, inline, ...settings }: Options): Feedback {
  if (!customElements.get(NAME)) define("", (attempt) => (attempt ? import("./host.js") : import("./words.js")) as ReturnType<Bring>);
  const element = document.createElement(NAME) as Element;
  const tell = (...call: unknown[]) => element.widget.run(call);
  const call = <T>(...what: unknown[]) => new Promise<T>((done) => element.widget.run(Object.assign(what, { done: done as Call["done"] })));
  const listen = (how: "on" | "once", event: keyof Events, listener: unknown) => {
    tell(how, event, listener);
    return () => tell("off", event, listener);
  };
  const feedback: Feedback = {
    element,
    open: (to) => call("open", to),
    close: () => call("close"),
    toggle: () => call("toggle"),
    prefill: (draft) => call("prefill", { type: "", title: "", content: "", ...draft }),
    identify: (token) => call("identify", token),
    logout: () => call("logout"),
    set({ zIndex, ...rest }) {
      tell("set", zIndex === undefined ? rest : { ...rest, "z-index": zIndex });
    },
    on: (event, listener) => listen("on", event, listener),
    once: (event, listener) => listen("once", event, listener),
    off: (event, listener) => tell("off", event, listener),
    ready: () => call("ready"),
    destroy() {
      tell("destroy");
      element.remove();
    },
  };
  element.setAttribute("edge", edge);
  if (site) element.setAttribute("site", site);
  if (inline) element.setAttribute("inline", "");
  feedback.set(settings);
  const place = typeof inline === "string" ? document.querySelector(inline) : (inline ?? document.documentElement);
  place?.append(element);
  return feedback;
}
