/** Goes from message to message by the keyboard; false where there is none. */
export function goThrough(by: 1 | -1): boolean {
  const all = [...document.querySelectorAll<HTMLElement>(".conversation > .message")];
  const at = all.findIndex((m) => m.contains(document.activeElement));
  // From anywhere else it begins at the end, where the newest is.
  const to = at < 0 ? all[all.length - 1] : all[Math.min(Math.max(at + by, 0), all.length - 1)];
  to?.focus();
  return to !== undefined;
}
