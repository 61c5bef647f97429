/**
 * Whether a key belongs to an input method, which composes a character of several: it ends that, and nothing else.
 * Safari tells of the last one after it, and of all by this code alone.
 */
export function isComposing(event: KeyboardEvent): boolean {
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else tells it in Safari
  return event.isComposing || event.keyCode === 229;
}
