import "./welcome.css";
import { Plus } from "../../../shared/ui/icons";
import { useDesk } from "../context";
import { text } from "../strings";

/** What a person sees before the first account. */
export function Welcome() {
  const desk = useDesk();
  return (
    <main class="welcome">
      <img src="icons/128.png" alt="" width="48" height="48" />
      <h1>{text.welcome.heading}</h1>
      <p>{text.welcome.what}</p>
      <button type="button" class="ds-button" data-kind="primary" onClick={() => desk.go("add")}>
        <Plus />
        {text.welcome.add}
      </button>
      <button type="button" class="ds-button" data-kind="quiet" aria-describedby="demo-hint" onClick={() => void desk.demo.begin()}>
        {text.demo.begin}
      </button>
      <p class="ds-hint" id="demo-hint">
        {text.demo.hint}
      </p>
      <p class="ds-hint">{text.welcome.privacy}</p>
    </main>
  );
}
