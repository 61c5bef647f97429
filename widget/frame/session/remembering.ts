// What the page around the widget may keep of its visitor, so that on a later page the widget knows, before it is
// brought in, whether something waits to be sent, and what would be news.

import type { Within } from "./around";
import { follows } from "./drawer";
import { votesOf } from "./state";

/** How many posts a page keeps. */
const MOST = 40;

/** Returns what tells the page, where something else is to be kept than before. */
export function remembering({ on: { shelf, stores, tell }, session }: Within): () => void {
  let told = "";
  return () => {
    const { state } = session;
    const { mine, pending } = state;
    const seen = shelf.seen();
    // In what they take part is known once it was read, and of whoever begins just now.
    if (mine.phase !== "ready" && (mine.phase !== "idle" || seen > 1)) return;
    const taken = mine.phase === "ready" ? mine.value.posts : [];
    const left = new Set(taken.filter((p) => p.left).map((p) => p.post.id));
    const posts = [
      ...pending.flatMap((p) => [p.post?.id ?? 0, p.commented]),
      ...Object.values(state.posts).flatMap(({ id }) => (votesOf(state, id).mine ? id : [])),
      ...taken.map((p) => p.post.id),
    ].filter((id) => id > 0 && !left.has(id));
    const waits = shelf.lasting && state.lasting && (follows(shelf) || pending.some((p) => p.state !== "sent"));
    const keeps = { type: "keeps", waits, seen, posts: seen > 0 ? [...new Set(posts)].slice(0, MOST) : [] } as const;
    // What the page was not to keep before it is told anew.
    const text = JSON.stringify([keeps, stores()]);
    if (text === told) return;
    told = text;
    tell(keeps);
  };
}
