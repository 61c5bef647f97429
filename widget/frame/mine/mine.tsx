import type { Role } from "../../../wasm/core.gen";
import { UserRound } from "../../../shared/ui/icons";
import { Standing } from "../../../shared/ui/standing";
import { PostList } from "../list/list";
import { Main } from "../parts/main";
import type { Session } from "../session/session";
import { delayed, type State } from "../session/state";
import { say } from "../speech";
import { Entry } from "../waiting/entry";
import { Clear } from "./clear";
import { Whole } from "./whole";

interface Props {
  state: State;
  session: Session;
}

const roles: readonly Role[] = ["wrote", "commented", "voted", "follows"];

/** What the customer takes part in: what waits to be sent, what they wrote, said something about, voted for. */
export function Mine({ state, session }: Props) {
  const waiting = delayed(state);
  return (
    <Main name="mine">
      {waiting.length > 0 && (
        <section>
          <h2 class="section">{say("widget.waiting.title")}</h2>
          {waiting.map((entry) => (
            <Entry key={entry.key} entry={entry} state={state} session={session} />
          ))}
        </section>
      )}
      <Whole state={state} session={session}>
        {({ posts }) => (
          <>
            {posts.length === 0 && waiting.length === 0 && (
              <Standing icon={<UserRound size={20} />} heading={say("widget.mine.none")}>
                <p>{say("widget.mine.none_hint")}</p>
              </Standing>
            )}
            {roles.map((role) => {
              const ids = posts.filter((p) => p.role === role).map((p) => p.post.id);
              return (
                ids.length > 0 && (
                  <section key={role}>
                    <h2 class="section">{say("widget.mine.role", { role })}</h2>
                    <PostList ids={ids} label={say("widget.mine.role", { role })} state={state} session={session} />
                  </section>
                )
              );
            })}
          </>
        )}
      </Whole>
      <Clear session={session} />
    </Main>
  );
}
