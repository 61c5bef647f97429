import "./invented.css";
import { useDesk } from "../context";
import { text } from "../strings";

/** Says that the tickets are invented, and what leads out of there. */
export function Invented() {
  const desk = useDesk();
  return (
    <section class="invented" aria-label={text.demo.label}>
      <p>{text.demo.invented}</p>
      <div>
        <button type="button" class="ds-button" data-kind="quiet" onClick={() => desk.go("add")}>
          {text.demo.add}
        </button>
        <button type="button" class="ds-button" data-kind="quiet" onClick={() => void desk.demo.end()}>
          {text.demo.end}
        </button>
      </div>
    </section>
  );
}
