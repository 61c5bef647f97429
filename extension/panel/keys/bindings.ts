// Which key does what: the first keys, and what a person has made of them.

import { type Keyed, firstKeys, keyed } from "./commands";

/** What a person has changed. */
export interface Changes {
  /** Keys without Control, Alt or Command do something. */
  readonly letters: boolean;
  /** The keys of commands that have others than at first, "" for none. */
  readonly own: Readonly<Partial<Record<Keyed, string>>>;
}

export interface Bindings extends Changes {
  readonly at: ReadonlyMap<string, Keyed>;
}

export const unchanged: Changes = { letters: true, own: {} };

/** The keys as they are with some changes. A key that two commands have is that of the first. */
export function bindingsOf({ letters, own }: Changes): Bindings {
  const at = new Map<string, Keyed>();
  for (const command of keyed) {
    const chord = own[command] ?? firstKeys[command];
    if (chord && !at.has(chord)) at.set(chord, command);
  }
  return { letters, own, at };
}

/** The key of a command, "" where it has none that does something. */
export function chordFor(bindings: Bindings, command: Keyed): string {
  const chord = bindings.own[command] ?? firstKeys[command];
  return bindings.at.get(chord) === command && (bindings.letters || isHeld(chord)) ? chord : "";
}

/** What a stroke does. */
export function commandAt(bindings: Bindings, chord: string): Keyed | undefined {
  return bindings.letters || isHeld(chord) ? bindings.at.get(chord) : undefined;
}

/** Whether a stroke takes a key beside the one of its sign. */
function isHeld(chord: string): boolean {
  return /^(?:Mod|Alt)\+|^F\d/.test(chord);
}

/** Gives a command a key, and takes it from whichever has it: that one has none then. */
export function given(changes: Changes, command: Keyed, chord: string): { changes: Changes; from: Keyed | undefined } {
  const holder = chord === "" ? undefined : bindingsOf(changes).at.get(chord);
  const from = holder === command ? undefined : holder;
  const own: Partial<Record<Keyed, string>> = { ...changes.own, [command]: chord };
  if (from) own[from] = "";
  for (const one of keyed) if (own[one] === firstKeys[one]) delete own[one];
  return { changes: { ...changes, own }, from };
}

/** Strokes by which every browser does something that a person would miss, or that no page is told of. */
const browsers: ReadonlySet<string> = new Set(["c", "v", "x", "z", "y", "f", "t", "n", "w", "q", "r", "l", "s", "Shift+t", "Shift+n", "Shift+w", "Shift+r", "Shift+i", "Shift+j", "Shift+c", "Shift+p"].map((one) => `Mod+${one}`).concat("F5", "F6", "F11", "F12"));

/** Whether a stroke can be given to a command. */
export function isFree(chord: string): boolean {
  return chord !== "" && !browsers.has(chord) && !/^[1-9]$/.test(chord);
}

/** What was kept of changes; what is none is left out. */
export function changesFrom(kept: string | null): Changes {
  try {
    const { letters, own } = JSON.parse(kept ?? "{}") as { letters?: unknown; own?: unknown };
    const known: Partial<Record<Keyed, string>> = {};
    for (const [command, chord] of Object.entries((own as Record<string, unknown> | undefined) ?? {})) {
      if (Object.hasOwn(firstKeys, command) && typeof chord === "string" && (chord === "" || isFree(chord))) known[command as Keyed] = chord;
    }
    return { letters: letters !== false, own: known };
  } catch {
    // Somebody else has written there: the keys are the first ones.
    return unchanged;
  }
}
