// What can be done by a key, and the key that each has at first.

/** The letters that open the menus of an open ticket. */
export const openers = { status: "s", assignee: "a", group: "g", priority: "p", type: "t", category: "c", tags: "l" } as const;

/** Opens the menu of what is called so. */
export type Opener = keyof typeof openers;

/** The first keys of all commands that people can give others. In the order in which they are shown. */
export const firstKeys = {
  palette: "Mod+k",
  help: "?",
  new: "f",
  undo: "z",
  done_list: "Shift+z",
  settings: ",",
  outbox: "Shift+o",
  portal: "Shift+p",
  lock: "Mod+Shift+l",
  query: "/",
  refresh: "r",
  news: ".",
  view: "v",
  down: "j",
  up: "k",
  pick: "x",
  pick_all: "Mod+a",
  done: "e",
  mine: "i",
  unread: "m",
  snooze: "h",
  archive: "y",
  trash: "d",
  of: "b",
  more: "o",
  reply: "w",
  note: "n",
  macro: ";",
  quote: "q",
  person: "u",
  message_down: "]",
  message_up: "[",
  ...openers,
  link: "Shift+l",
  print: "Mod+p",
} as const;

/** A command that a key can be given to. */
export type Keyed = keyof typeof firstKeys;

export const keyed = Object.keys(firstKeys) as readonly Keyed[];

/** The view at a place, counted from 1. */
export type Place = `view:${number}`;

export type Command = Keyed | Place | "first" | "last" | "page-down" | "page-up" | "pick-down" | "pick-up" | "open" | "back";

export function isOpener(command: string): command is Opener {
  return Object.hasOwn(openers, command);
}

export function isPlace(command: Command): command is Place {
  return command.startsWith("view:");
}

/** The place of the view that is meant, counted from 1. */
export function placeOf(command: Place): number {
  return Number(command.slice(5));
}
