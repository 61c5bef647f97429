/** Waits until what is drawn is on the screen, at most so many milliseconds: what is not in view is never painted, nor what is left. */
export function painted(most: number): Promise<void> {
  return new Promise((go) => {
    const over = () => {
      removeEventListener("pagehide", over);
      go();
    };
    requestAnimationFrame(() => setTimeout(over));
    setTimeout(over, most);
    addEventListener("pagehide", over);
  });
}
