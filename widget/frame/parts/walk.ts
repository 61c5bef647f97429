/** Arrows and j, k walk through the posts of a view; the search leads to the first. */
export function walk(event: KeyboardEvent, place: HTMLElement | null) {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement) || !place) return;
  const typing = event.target.matches("input, textarea, select");
  const step =
    event.key === "ArrowDown" || (event.key === "j" && !typing) ? 1 : event.key === "ArrowUp" || (event.key === "k" && !typing) ? -1 : 0;
  if (step === 0 || event.target.matches("textarea, select")) return;
  const titles = [...place.querySelectorAll<HTMLElement>(".row-title")];
  const row = event.target.closest(".row");
  const at = titles.findIndex((title) => title.closest(".row") === row);
  if (at < 0 && step < 0) return;
  const next = at < 0 ? 0 : at + step;
  const to = next < 0 ? place.querySelector<HTMLElement>("#search") : titles[next];
  if (!to) return;
  event.preventDefault();
  to.focus();
}
