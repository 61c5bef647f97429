import "./print.css";

/** Prints the open ticket: all that is folded is unfolded on the paper. */
export function printTicket(): true {
  const folded = [...document.querySelectorAll<HTMLDetailsElement>(".ticket-body details:not([open])")];
  for (const one of folded) one.open = true;
  addEventListener("afterprint", () => folded.forEach((one) => (one.open = false)), { once: true });
  print();
  return true;
}
