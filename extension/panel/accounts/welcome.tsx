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
      <p class="ds-hint">{text.welcome.privacy}</p>
    </main>
  );
}
