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
}

/** The first message, the only one that is posted to the window. */
export interface Connect {
  readonly deskside: 1;
  readonly type: "connect";
  readonly options: Options;
}

/** What the page knows of a post before its customer has written a word. */
export interface Prefill {
  readonly type: PostType;
  readonly title: string;
  readonly content: string;
}

export type ToFrame =
  /** The widget was opened: on its first view, or on the form for one type of post. */
  | { readonly type: "show"; readonly view: PostType }
  | { readonly type: "prefill"; readonly draft: Prefill }
  /** Who the customer is, in a token that the site has signed; "" for nobody in particular. */
  | { readonly type: "identify"; readonly token: string };

export type ToPage =
  | { readonly type: "ready" }
  | { readonly type: "close" }
  /** The height of what is shown, in CSS pixels. */
  | { readonly type: "resize"; readonly height: number }
  | { readonly type: "created"; readonly id: number; readonly kind: PostType; readonly url: string }
  | { readonly type: "voted"; readonly id: number; readonly vote: Vote }
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

/** Reads the first message; null when it is another window's business. */
export function readConnect(value: unknown): Options | null {
  const message = fields(value);
  if (message["deskside"] !== 1 || message["type"] !== "connect") return null;
  const { theme, inline } = fields(message["options"]);
  return {
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    inline: inline === true,
  };
}

/** The language tag in the frame's address, where the loader puts it so that the frame knows it before anybody speaks to it; "" where there is none that Intl takes. */
export function readLanguage({ hash }: { readonly hash: string }): string {
  try {
    return Intl.getCanonicalLocales(hash.slice(1))[0] ?? "";
  } catch {
    // The browser's own language is spoken then.
    return "";
  }
}

/** Reads a message from the page. */
export function readToFrame(value: unknown): ToFrame | null {
  const message = fields(value);
  switch (message["type"]) {
    case "show":
      return { type: "show", view: postType(message["view"]) };
    case "identify":
      return { type: "identify", token: text(message["token"]) };
    case "prefill": {
      const draft = fields(message["draft"]);
      return {
        type: "prefill",
        draft: { type: postType(draft["type"]), title: text(draft["title"]), content: text(draft["content"]) },
      };
    }
  }
  return null;
}
