import { CircleAlert } from "../../../shared/ui/icons";
import { Notice } from "../../../shared/ui/notice";
import type { Failure } from "../../../wasm/core.gen";
import { notKept } from "../session/unkept";
import { say } from "../speech";

/** Why something was not sent, and that nothing of it is lost. */
export function Unsent({ failure }: { failure: Failure | null }) {
  if (!failure) return null;
  return (
    <Notice icon={<CircleAlert />} warning urgent heading={say("widget.form.not_sent")}>
      <p>{notKept(failure)}</p>
    </Notice>
  );
}
