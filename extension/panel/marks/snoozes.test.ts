import assert from "node:assert/strict";
import { test } from "node:test";
import { fieldOf } from "../../../shared/ui/time";
import { snoozesAt, toCome } from "./snoozes";

const at = (field: string) => new Date(field).getTime() / 1000;
const offered = (now: string) => snoozesAt(at(now)).map(({ id, until }) => `${id} ${until && fieldOf(until)}`);

const cases: [name: string, now: string, offered: string[]][] = [
  ["on a Tuesday morning", "2026-11-24T10:20", ["later 2026-11-24T13:00", "tomorrow 2026-11-25T09:00", "monday 2026-11-30T09:00", "week 2026-12-01T09:00", "answer 0"]],
  ["in the evening there is no later today", "2026-11-24T18:20", ["tomorrow 2026-11-25T09:00", "monday 2026-11-30T09:00", "week 2026-12-01T09:00", "answer 0"]],
  ["on a Sunday tomorrow is Monday", "2026-11-29T11:00", ["later 2026-11-29T14:00", "tomorrow 2026-11-30T09:00", "week 2026-12-06T09:00", "answer 0"]],
  ["on a Monday the next Monday is in a week", "2026-11-30T11:00", ["later 2026-11-30T14:00", "tomorrow 2026-12-01T09:00", "monday 2026-12-07T09:00", "answer 0"]],
];

for (const [name, now, want] of cases) test(name, () => assert.deepEqual(offered(now), want));

test("a moment of one's own is to come", () => {
  const now = at("2026-11-24T10:20");
  assert.equal(toCome("2026-11-24T10:21", now), now + 60);
  assert.equal(toCome("2026-11-24T10:20", now), 0, "now");
  assert.equal(toCome("", now), 0, "nothing");
});
