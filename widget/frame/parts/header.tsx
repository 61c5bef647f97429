import { ArrowLeft, X } from "../../../shared/ui/icons/first";
import type { PostType } from "../../../wasm/core.gen";
import { choiceIcon } from "./choice";
import type { Session } from "../session/session";
import { say } from "../speech";

interface Props {
  title: string;
  /** The type of post that the view is about. */
  choice: PostType;
  /** Whether there is a view to go back to. */
  back: boolean;
  /** Whether the widget stands in front of a page and can be closed. */
  closes: boolean;
  session: Session;
}

export function Header({ title, choice, back, closes, session }: Props) {
  const ChoiceIcon = choice && choiceIcon[choice];
  return (
    <header class="header">
      {back && (
        <button type="button" class="ds-button header-back" data-kind="quiet" data-shape="icon" aria-label={say("widget.back")} title={say("widget.back")} onClick={session.back}>
          <ArrowLeft size={20} />
        </button>
      )}
      <h1 id="heading" data-choice={choice}>
        {ChoiceIcon && <ChoiceIcon />}
        {title}
      </h1>
      {closes && (
        <button type="button" class="ds-button" data-kind="quiet" data-shape="icon" aria-label={say("widget.close")} title={say("widget.close")} onClick={session.close}>
          <X size={20} />
        </button>
      )}
    </header>
  );
}
