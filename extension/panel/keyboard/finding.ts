// Finds what somebody means by a few letters.

import fuzzysort from "fuzzysort";
import { early } from "../../kept";
import type { Item } from "./items";

/** A part of a name; what was typed is in it, or is not. */
export interface Part {
  text: string;
  found: boolean;
}

export interface Found {
  item: Item;
  name: readonly Part[];
}

const MOST = 40;

/** The items that are meant by what is typed, the likeliest first; of nothing, what was done lately and then the rest. */
export function found(items: readonly Item[], typed: string, lately: readonly string[]): readonly Found[] {
  const whole = (item: Item): Found => ({ item, name: [{ text: item.name, found: false }] });
  if (typed.trim() === "") {
    const few = items.filter((item) => !item.typed || lately.includes(item.id));
    const rank = (item: Item) => (lately.includes(item.id) ? lately.indexOf(item.id) : lately.length);
    return few.toSorted((a, b) => rank(a) - rank(b)).map(whole);
  }
  const results = fuzzysort.go(typed, items as Item[], { key: "name", limit: MOST, threshold: 0.3 });
  return results.map(({ obj, target, indexes }) => ({ item: obj, name: partsOf(target, new Set(indexes)) }));
}

function partsOf(text: string, at: ReadonlySet<number>): Part[] {
  const parts: Part[] = [];
  for (let i = 0; i < text.length; i++) {
    const last = parts.at(-1);
    const found = at.has(i);
    if (last?.found === found) last.text += text[i];
    else parts.push({ text: text[i] ?? "", found });
  }
  return parts;
}

const KEY = "palette";
const LATELY = 6;

/** What was chosen lately, the last one first. Losing it costs nobody anything. */
export function chosenLately(): readonly string[] {
  return (early.read(KEY) ?? "").split("\n").filter((id) => id !== "");
}

/** Keeps that an item was chosen. Only commands are: all else is called by what somebody has written. */
export function choose({ id, command }: Item): void {
  if (command) early.write(KEY, [id, ...chosenLately().filter((other) => other !== id)].slice(0, LATELY).join("\n"));
}
