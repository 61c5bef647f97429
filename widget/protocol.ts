// What the loader in the page and the frame from the edge say to each other.
//
// The loader posts one Connect to the edge's exact origin and transfers a
// MessagePort with it; everything after that goes over the port. Each side
// takes the other for hostile: what does not read as one of these messages is
// dropped.

import type { PostType, Vote } from "../wasm/core.gen";

export type Theme = "auto" | "light" | "dark";

/** How the page wants the widget to be. */
export interface Options {
  readonly theme: Theme;
  /** Whether the frame stands in the page's flow and takes the height of what it shows. */
  readonly inline: boolean;
  /** The language as a tag, "" for the browser's own. */
  readonly locale: string;
  /** The site's colour, as CSS has it; "" for Deskside's own. */
  readonly accent: string;
  /** How round controls are, in CSS pixels; "" for as round as Deskside has them. */
  readonly radius: string;
  /** The site's fonts, as CSS lists them. */
  readonly font: string;
  /** Whether the page wants to see what is sent before it is. */
  readonly submits: boolean;
  /** Whether anything may be kept in the visitor's browser. */
  readonly stores: boolean;
  /** The address of the page, as much of it as goes along with a post; "" for nothing of it. */
  readonly context: string;
  /** Whether the page can be asked for a picture of itself. */
  readonly pictures: boolean;
}

/** What a frame whose browser keeps nothing has its page hold as long as that is open, by name. */
export type Held = Readonly<Record<string, string | Uint8Array | null>>;

/** The first message, the only one that is posted to the window. */
export interface Connect {
  readonly deskside: 1;
  readonly type: "connect";
  readonly options: Options;
  /** What a frame before this one had the page hold. */
  readonly held: Held;
}

/** The views that stand beside each other: the list, what is the customer's, what is new of that. */
export const firstViews = ["home", "mine", "news"] as const;

/** Where somebody is led: to a form, a post, one of the first views, or with "" wherever they were. */
export interface View {
  readonly view: PostType | (typeof firstViews)[number] | "post";
  /** The post's id. */
  readonly post: number;
}

/** What the page knows of a post before its customer has written a word. */
export interface Prefill {
  readonly type: PostType;
  readonly title: string;
  readonly content: string;
}

export type ToFrame =
  /** The widget was opened, and takes the focus unless its visitor is elsewhere. */
  | (View & { readonly type: "show"; readonly focus: boolean })
  /** The page wants it otherwise from now on. */
  | { readonly type: "set"; readonly options: Options }
  /** What the page makes of what was to be sent, by its number: what is sent, or why nothing is. */
  | { readonly type: "submit"; readonly number: number; readonly answer: Prefill | string }
  | { readonly type: "prefill"; readonly draft: Prefill }
  /** The picture that was asked for; null where none was to be had. */
  | { readonly type: "picture"; readonly picture: ImageBitmap | null }
  /** Who the customer is, in a token that the site has signed; "" for nobody in particular. */
  | { readonly type: "identify"; readonly token: string };

export type ToPage =
  /** Somebody is there, and will be ready. */
  | { readonly type: "heard" }
  | { readonly type: "ready" }
  /** What it takes could not be had. */
  | { readonly type: "gone" }
  /** Something is to be sent: the page answers by its number. */
  | { readonly type: "submits"; readonly number: number; readonly draft: Prefill }
  | { readonly type: "close" }
  /** Somebody wants a picture of the page. */
  | { readonly type: "picture" }
  /** What the page may keep of its visitor: whether something waits to be sent, up to when they have seen what is new (Unix milliseconds, 0 of who takes part in nothing), and in which posts they take part. */
  | { readonly type: "keeps"; readonly waits: boolean; readonly seen: number; readonly posts: readonly number[] }
  /** What the page is to hold for a frame that comes after this one, since the browser does not: null for nothing under this name any more, under "" for nothing at all. */
  | { readonly type: "holds"; readonly name: string; readonly value: string | Uint8Array | null }
  /** The height of what is shown, in CSS pixels. */
  | { readonly type: "resize"; readonly height: number }
  | { readonly type: "created"; readonly id: number; readonly kind: PostType; readonly url: string }
  | { readonly type: "voted"; readonly id: number; readonly vote: Vote }
  | { readonly type: "commented"; readonly id: number }
  /** The customer is known by a name; a problem says why not, or not any more. */
  | { readonly type: "identified"; readonly name: string; readonly problem: string };

/** The longest text that a page may prefill, in UTF-16 units. */
const LONGEST = 50_000;

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function text(value: unknown): string {
  return typeof value === "string" && value.length <= LONGEST ? value : "";
}

function postType(value: unknown): PostType {
  return value === "idea" || value === "problem" || value === "question" ? value : "";
}

/** A short text, as settings are. */
function short(value: unknown): string {
  return text(value).slice(0, 200);
}

/** Reads the first message; null when it is another window's business. */
export function readConnect(value: unknown): Options | null {
  const message = fields(value);
  if (message["deskside"] !== 1 || message["type"] !== "connect") return null;
  return readOptions(message["options"]);
}

/** Reads what is held with the first message; whoever takes something of it looks at what it is. */
export function readHeld(value: unknown): Readonly<Record<string, unknown>> {
  return fields(fields(value)["held"]);
}

/** Reads options, as loaders of any age send them. */
export function readOptions(value: unknown): Options {
  const { theme, inline, locale, accent, radius, font, submits, stores, context, pictures } = fields(value);
  return {
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    inline: inline === true,
    locale: tag(locale),
    accent: short(accent),
    radius: short(radius),
    font: short(font),
    submits: submits === true,
    // Loaders of earlier releases ask nobody.
    stores: stores !== false,
    context: text(context).slice(0, 2000),
    pictures: pictures === true,
  };
}

/** The language tag in the frame's address, where the loader puts it so that the frame knows it before anybody speaks to it; "" where there is none that Intl takes. */
export function readLanguage({ hash }: { readonly hash: string }): string {
  return tag(hash.slice(1));
}

/** A language tag that Intl takes; "" for any other. */
function tag(value: unknown): string {
  try {
    return Intl.getCanonicalLocales(short(value))[0] ?? "";
  } catch {
    // The browser's own language is spoken then.
    return "";
  }
}

function draft(value: unknown): Prefill {
  const { type, title, content } = fields(value);
  return { type: postType(type), title: text(title), content: text(content) };
}

/** Reads a message from the page. */
export function readToFrame(value: unknown): ToFrame | null {
  const message = fields(value);
  switch (message["type"]) {
    case "show": {
      const { view, post, focus } = message;
      const id = Number.isSafeInteger(post) ? Number(post) : 0;
      // Loaders of earlier releases say nothing of it, and mean it.
      return { type: "show", view: firstViews.find((first) => first === view) ?? (view === "post" && id > 0 ? view : postType(view)), post: id, focus: focus !== false };
    }
    case "set":
      return { type: "set", options: readOptions(message["options"]) };
    case "submit": {
      const { number, answer } = message;
      return { type: "submit", number: Number(number), answer: typeof answer === "string" ? text(answer) : draft(answer) };
    }
    case "identify":
      return { type: "identify", token: text(message["token"]) };
    case "picture": {
      const { picture } = message;
      return { type: "picture", picture: picture instanceof ImageBitmap ? picture : null };
    }
    case "prefill":
      return { type: "prefill", draft: draft(message["draft"]) };
  }
  return null;
}
