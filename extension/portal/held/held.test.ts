import assert from "node:assert/strict";
import { describe, test } from "node:test";

import type { Acting, Held as Page, HeldItem, Row } from "../../../wasm/core.gen";
import { beside, decisions, type Held, type HeldEvent, next, nothingHeld, reduceHeld } from "./held";

const item = (post: number, created: number, comment = 0): HeldItem => ({ post, comment, property: comment ? `review@${comment}` : "review", author: "Anna", created, body: new Uint8Array(), files: [] });
const row = (id: number, account = "a") => ({ key: `${account}/${id}`, account, id }) as Row;
const page = (items: readonly HeldItem[], more = false): Page => ({ items, more, since: more ? 5 : 0, posts_problem: null, comments_problem: null });
const after = (...events: HeldEvent[]): Held => events.reduce(reduceHeld, nothingHeld);
const arrived = (items: readonly HeldItem[], { account = "a", anew = true, more = false } = {}): HeldEvent => ({ type: "arrived", account, anew, page: page(items, more), rows: items.map((i) => row(i.post, account)) });
const keys = (held: Held) => held.items.map((i) => i.key);

describe("what waits for approval", () => {
  test("stands newest first, whatever account it is of, and once", () => {
    const held = after(arrived([item(1, 10)]), arrived([item(7, 20)], { account: "b" }), arrived([item(1, 10), item(2, 5, 9)], { anew: false }));
    assert.deepEqual(keys(held), ["b/7/review", "a/1/review", "a/2/review@9"]);
    assert.equal(held.cursor, "a/1/review", "what has the cursor keeps it");
  });

  test("looked for anew, what is not there any more goes, and nothing points at it", () => {
    const held = after(arrived([item(1, 10), item(2, 9)]), { type: "moved", key: "a/2/review" }, { type: "picked", key: "a/2/review" }, arrived([item(1, 10)]));
    assert.deepEqual([keys(held), held.cursor, held.picked], [["a/1/review"], "a/1/review", []]);
  });

  test("a failure takes nothing that is there along", () => {
    const failure = { kind: "unavailable", say: { id: "core.unexpected", args: [] }, detail: "", fields: [], retry_after_ms: 0, uncertain: false } as const;
    const held = after(arrived([item(1, 10)]), { type: "asked", account: "a", anew: true }, { type: "failed", account: "a", failure });
    assert.deepEqual(keys(held), ["a/1/review"]);
    assert.equal(held.sources[0]?.failure, failure);
    assert.equal(held.sources[0]?.busy, false);
  });

  test("an account that was removed takes its entries along", () => {
    const held = after(arrived([item(1, 10)]), arrived([item(7, 20)], { account: "b" }), { type: "only", accounts: ["a"] });
    assert.deepEqual(keys(held), ["a/1/review"]);
    assert.equal(held.sources.length, 1);
  });

  test("what was decided is known from the outbox, and after that from here, until it waits again", () => {
    const acts = [{ row: "a/1", property: "review", want: "declined\nAdvertising\nagain", state: "waiting" }] as unknown as Acting[];
    const held = after(arrived([item(1, 10), item(2, 9)]));
    assert.deepEqual(decisions(held, acts).get("a/1/review"), { review: "declined", reason: "Advertising\nagain", act: acts[0] });
    assert.equal(decisions(held, []).size, 0, "what was taken back is undecided");
    const sent = reduceHeld(held, { type: "sent", key: "a/1/review", want: "published" });
    assert.equal(decisions(sent, []).get("a/1/review")?.review, "published");
    assert.equal(decisions(reduceHeld(sent, arrived([item(1, 10)])), []).size, 0);
  });

  test("the cursor goes to the next that is undecided, and back where there is none", () => {
    const held = after(arrived([item(1, 10), item(2, 9), item(3, 8)]));
    const decided = (...all: string[]) => (key: string) => all.includes(key);
    assert.equal(next(held, "a/1/review", decided("a/1/review", "a/2/review")), "a/3/review");
    assert.equal(next(held, "a/3/review", decided("a/3/review", "a/2/review")), "a/1/review");
    assert.equal(next(held, "a/1/review", () => true), "a/1/review");
    assert.equal(beside(held, "a/3/review", 1), "a/3/review");
  });

  test("a reason is of what it was typed for", () => {
    const held = after(arrived([item(1, 10), item(2, 9)]), { type: "declining", keys: ["a/1/review"] }, { type: "reasoned", reason: "Spam" }, { type: "declining", keys: ["a/2/review"] });
    assert.equal(held.reason, "");
  });
});
