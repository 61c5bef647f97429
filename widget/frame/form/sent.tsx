import { Check } from "../../../shared/ui/icons";
import { OutLink } from "../parts/link";
import { PostList } from "../list/list";
import { Main } from "../parts/main";
import type { Session } from "../session/session";
import type { Choice, State } from "../session/state";
import { text } from "../strings";

interface Props {
  id: number;
  choice: Choice;
  state: State;
  session: Session;
  locale: string;
}

/** After sending: what happens next, and where. */
export function Sent({ id, choice, state, session, locale }: Props) {
  const url = state.posts[id]?.url ?? "";
  return (
    <Main name="sent">
      <span class="sent-mark">
        <Check size={20} />
      </span>
      <h2 class="post-title">{text.sent[choice]}</h2>
      <p>{text.sentNext[choice]}</p>
      <PostList ids={[id]} label={text.sent[choice]} state={state} session={session} locale={locale} />
      <OutLink url={url} label={text.openPage} />
      <button type="button" class="ds-button" data-kind="primary" onClick={session.home}>
        {text.done}
      </button>
    </Main>
  );
}
