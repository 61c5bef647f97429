// The words of what lies over everything, in the language that the sidebar speaks.

import { localeOf, print } from "../../../shared/ui/words/words";
import type { Keyed } from "../keys/commands";
import { language, locale } from "../speech";
import { all } from "./words/languages.gen";
import type { Messages } from "./words/messages.gen";

export function say<K extends keyof Messages>(id: K, values?: Messages[K]): string {
  return print(all[language().tag as keyof typeof all] ?? all.en, localeOf(locale()), id, values);
}

const names: Readonly<Record<Keyed, () => string>> = {
  palette: () => say("keyboard.command.palette"),
  help: () => say("keyboard.command.help"),
  new: () => say("keyboard.command.new"),
  undo: () => say("keyboard.command.undo"),
  done_list: () => say("keyboard.command.done_list"),
  settings: () => say("keyboard.command.settings"),
  outbox: () => say("keyboard.command.outbox"),
  portal: () => say("keyboard.command.portal"),
  lock: () => say("keyboard.command.lock"),
  query: () => say("keyboard.command.query"),
  refresh: () => say("keyboard.command.refresh"),
  news: () => say("keyboard.command.news"),
  view: () => say("keyboard.command.view"),
  down: () => say("keyboard.command.down"),
  up: () => say("keyboard.command.up"),
  pick: () => say("keyboard.command.pick"),
  pick_all: () => say("keyboard.command.pick_all"),
  done: () => say("keyboard.command.done"),
  mine: () => say("keyboard.command.mine"),
  unread: () => say("keyboard.command.unread"),
  snooze: () => say("keyboard.command.snooze"),
  archive: () => say("keyboard.command.archive"),
  trash: () => say("keyboard.command.trash"),
  of: () => say("keyboard.command.of"),
  more: () => say("keyboard.command.more"),
  reply: () => say("keyboard.command.reply"),
  note: () => say("keyboard.command.note"),
  macro: () => say("keyboard.command.macro"),
  quote: () => say("keyboard.command.quote"),
  person: () => say("keyboard.command.person"),
  message_down: () => say("keyboard.command.message_down"),
  message_up: () => say("keyboard.command.message_up"),
  status: () => say("keyboard.command.status"),
  assignee: () => say("keyboard.command.assignee"),
  group: () => say("keyboard.command.group"),
  priority: () => say("keyboard.command.priority"),
  type: () => say("keyboard.command.type"),
  category: () => say("keyboard.command.category"),
  tags: () => say("keyboard.command.tags"),
  link: () => say("keyboard.command.link"),
  print: () => say("keyboard.command.print"),
};

/** What a command is called. */
export function nameOf(command: Keyed): string {
  return names[command]();
}
