// What the keys do, as one table of a pure function.

export type Command = "down" | "up" | "first" | "last" | "page-down" | "page-up" | "open" | "back" | "refresh" | "news" | "reply" | "note" | "person" | "unread" | "snooze" | "done" | "mine" | "query" | "help" | "undo" | "new" | "of" | "archive" | "trash" | "more" | "message-down" | "message-up" | "view" | "pick" | "pick-all" | "pick-down" | "pick-up" | "lock" | Place | Opener;

/** The view at a place, counted from 1. */
export type Place = `view:${number}`;

/** Opens the menu of what is called so. */
export type Opener = "status" | "assignee" | "group" | "priority" | "type" | "tags" | "category";

export interface Stroke {
  key: string;
  /** The key's place on the keyboard, such as "KeyJ". */
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

/** Where the keyboard is: in a field that takes text, on a control of its own, in the list, or nowhere in particular. */
export type Focus = "text" | "control" | "list" | "none";

/** The letters that open the menus of an open ticket. */
export const openers: Readonly<Record<Opener, string>> = { status: "s", assignee: "a", group: "g", priority: "p", type: "t", tags: "l", category: "c" };

/** What a stroke asks for; null leaves it to the browser. */
export function commandOf(stroke: Stroke, focus: Focus): Command | null {
  // Everywhere else the browser selects by it.
  if (focus === "list" && stroke.ctrlKey !== stroke.metaKey && !stroke.altKey && !stroke.shiftKey && letterOf(stroke) === "a") return "pick-all";
  // Also out of a field: whoever is called away goes at once.
  if ((stroke.ctrlKey || stroke.metaKey) && stroke.shiftKey && !stroke.altKey && stroke.code === "KeyL") return "lock";
  if (stroke.ctrlKey || stroke.metaKey || stroke.altKey || stroke.isComposing) return null;
  if (stroke.key === "Escape") return "back";
  if (focus === "text") return null;
  // By the key's place: some keyboards have digits with Shift alone.
  if (/^Digit[1-9]$/.test(stroke.code) && !stroke.shiftKey) return `view:${Number(stroke.code.slice(-1))}`;
  switch (letterOf(stroke)) {
    case "x":
      return "pick";
    case "v":
      return "view";
    case "j":
      return "down";
    case "k":
      return "up";
    case "r":
      return "refresh";
    case "m":
      return "unread";
    case "h":
      return "snooze";
    case "e":
      return "done";
    case "i":
      return "mine";
    case ".":
      return "news";
    case "w":
      return "reply";
    case "n":
      return "note";
    case "u":
      return "person";
    case "/":
      return "query";
    case "?":
      return "help";
    case "z":
      return "undo";
    case "y":
      return "archive";
    case "d":
      return "trash";
    case "o":
      return "more";
    case "]":
      return "message-down";
    case "[":
      return "message-up";
    case "f":
      return "new";
    case "b":
      return "of";
  }
  const letter = letterOf(stroke);
  for (const [opener, key] of Object.entries(openers)) if (letter === key) return opener as Opener;
  if (focus === "control") return null;
  switch (stroke.key) {
    case "ArrowDown":
      return stroke.shiftKey ? "pick-down" : "down";
    case "ArrowUp":
      return stroke.shiftKey ? "pick-up" : "up";
    case "Home":
      return focus === "list" ? "first" : null;
    case "End":
      return focus === "list" ? "last" : null;
    case "PageDown":
      return focus === "list" ? "page-down" : null;
    case "PageUp":
      return focus === "list" ? "page-up" : null;
    case "Enter":
      // A row is a button: Enter on it is a click already.
      return focus === "none" ? "open" : null;
  }
  return null;
}

/**
 * The key's letter, with Caps Lock on or off; on keyboards of other scripts,
 * what a Latin keyboard has at its place. Letters with Shift are not commands.
 */
function letterOf({ key, code, shiftKey }: Stroke): string {
  const foreign = key > "\u007f" && key.length === 1;
  const bracket = brackets[code];
  // Many keyboards have other signs there, and brackets only with a key that the browser's shortcuts take.
  if (bracket && !/^[a-z]$/i.test(key)) return shiftKey ? "" : bracket;
  if (foreign && code === "Period") return shiftKey ? "" : ".";
  if (foreign && code.startsWith("Key")) return shiftKey ? "" : code.slice(3).toLowerCase();
  // Cyrillic keyboards have full stop and comma where others have / and ?.
  if (code === "Slash" && key === ".") return "/";
  if (code === "Slash" && key === "," && shiftKey) return "?";
  const letter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  return letter ? (shiftKey ? "" : key.toLowerCase()) : key;
}

const brackets: Readonly<Record<string, string>> = { BracketLeft: "[", BracketRight: "]" };

export function isOpener(command: Command): command is Opener {
  return Object.hasOwn(openers, command);
}

export function isPlace(command: Command): command is Place {
  return command.startsWith("view:");
}

/** The place of the view that is meant, counted from 1. */
export function placeOf(command: Place): number {
  return Number(command.slice(5));
}
