// What keys do in lists beside tickets.

/** The key's letter, with Caps Lock on or off; on keyboards of other scripts, what a Latin one has at its place. */
export function letterOf({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  if (key.length !== 1) return key;
  return key > "\u007f" && code.startsWith("Key") ? code.slice(3).toLowerCase() : key.toLowerCase();
}

/** Whether a key is one that types, or is the browser's. */
export function isOthers(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return true;
  return target instanceof Element && target.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])") !== null;
}
