import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { age, ageInWords, clock, due, exact, isPast, machine, seconds } from "./time";

const now = Date.UTC(2026, 10, 22, 14, 2, 30) / 1000;
const [minute, hour, day] = [60, 3600, 86_400];

describe("how long ago something was", () => {
  const cases: [string, number, string, string][] = [
    ["this second", 0, "now", "now"],
    ["a moment ago", 59, "now", "now"],
    ["a clock that is ahead", -5 * minute, "now", "now"],
    ["one minute", minute, "1m", "1 minute ago"],
    ["not rounded up", 2 * hour - 1, "1h", "1 hour ago"],
    ["three hours", 3 * hour, "3h", "3 hours ago"],
    ["two days", 2 * day, "2d", "2 days ago"],
    ["days up to two weeks", 13 * day, "13d", "13 days ago"],
    ["weeks", 14 * day, "2w", "2 weeks ago"],
    ["months", 75 * day, "2mo", "2 months ago"],
    ["years", 800 * day, "2y", "2 years ago"],
  ];
  for (const [name, past, short, words] of cases) {
    test(name, () => {
      assert.equal(age(now - past, now), short);
      assert.equal(ageInWords(now - past, now, "en"), words);
    });
  }
});

test("an agreed moment counts down, then up", () => {
  for (const [at, says, past] of [
    [0, "", false],
    [now + 42 * minute, "SLA 42m", false],
    [now + 30, "SLA 1m", false],
    [now, "SLA 1m", false],
    [now - 1, "overdue 1m", true],
    [now - 2 * hour, "overdue 2h", true],
  ] as const) {
    assert.equal(due(at, now), says);
    assert.equal(isPast(at, now), past);
  }
});

test("a moment is written in the reader's language and time zone", () => {
  assert.equal(exact(now, "en-GB", "Europe/Berlin"), "22 Nov 2026, 15:02");
  assert.equal(clock(now, "en-GB", "Asia/Kathmandu"), "19:47");
  assert.equal(machine(now), "2026-11-22T14:02:30.000Z");
  assert.equal(seconds(1999), 1);
});
