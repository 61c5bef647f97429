import "./help.css";
import { Dialog } from "../../../shared/ui/dialog";
import { useDesk } from "../context";
import { text } from "../strings";

/** Keys and the filter language. */
export function Help() {
  const desk = useDesk();
  return (
    <Dialog heading={text.help.heading} close={text.help.close} onClose={() => desk.help(false)}>
      <div class="help">
        <h3>{text.help.keyboard}</h3>
        <dl>
          {text.help.keys.map(([keys, what]) => (
            <div key={what}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <h3>{text.help.filter}</h3>
        <dl>
          {text.help.terms.map(([term, what]) => (
            <div key={term}>
              <dt>
                <code>{term}</code>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  );
}
