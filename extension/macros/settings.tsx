import { Zap } from "../../shared/ui/icons";
import { useDesk } from "../panel/context";
import { say } from "./say";

/** The way to macros, in the settings. */
export function MacroSettings() {
  const desk = useDesk();
  return (
    <section class="block" aria-labelledby="macros-heading">
      <h2 id="macros-heading">{say("macros.heading")}</h2>
      <p class="quiet">{say("macros.what")}</p>
      <button type="button" class="ds-button" onClick={() => desk.go("macros")}>
        <Zap />
        {say("macros.arrange")}
      </button>
    </section>
  );
}
