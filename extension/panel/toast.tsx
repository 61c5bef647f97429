import { Check, TriangleAlert, Undo2 } from "../../shared/ui/icons";
import { Toast } from "../../shared/ui/toast";
import { useDesk } from "./context";
import type { Notice, Removed } from "./state";
import { text } from "./strings";

/** How long a removal can be undone, and how long a sentence stands, milliseconds. */
const UNDO = 8000;
const SHOWN = 5000;

interface Props {
  notice: Notice | null;
  removed: Removed | null;
}

/** What has just been done, or did not come of it. It stands below everything and covers nothing. */
export function Done({ notice, removed }: Props) {
  const desk = useDesk();
  const problem = notice?.kind === "problem";
  const sentence = problem || !removed ? (notice?.sentence ?? "") : text.settings.removed(removed.account.host, removed.unsent);
  return (
    <Toast
      id={sentence && `${removed?.account.id ?? ""} ${sentence}`}
      icon={problem ? <TriangleAlert /> : !removed && <Check />}
      problem={problem}
      time={removed || notice?.undo ? UNDO : SHOWN}
      dismiss={text.settings.dismiss}
      onEnd={() => {
        desk.dismissNotice();
        if (removed) void desk.accounts.settle();
      }}
    >
      <p>{sentence}</p>
      {!removed && notice?.undo && (
        <button type="button" class="ds-button" onClick={() => desk.undoNotice()}>
          <Undo2 />
          {text.settings.undo}
        </button>
      )}
      {removed && (
        <button type="button" class="ds-button" onClick={() => void desk.accounts.undoRemoval()}>
          <Undo2 />
          {text.settings.undo}
        </button>
      )}
    </Toast>
  );
}
