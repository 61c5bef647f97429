/** Waits until what is drawn is on the screen, at most so many milliseconds: what is not in view is never painted. */
export function painted(most: number): Promise<void> {
  return new Promise((go) => {
    requestAnimationFrame(() => setTimeout(go));
    setTimeout(go, most);
  });
}
