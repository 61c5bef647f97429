import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { age, ageInWords, clock, exact, fieldOf, isPast, machine, momentOf, seconds, span } from "./time";

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
    ["months", 75 * day, "2 mths", "2 months ago"],
    ["years", 800 * day, "2y", "2 years ago"],
  ];
  for (const [name, past, short, words] of cases) {
    test(name, () => {
      assert.equal(age(now - past, now, "en"), short);
      assert.equal(ageInWords(now - past, now, "en"), words);
    });
  }
});

test("a length of time is as short as its language allows", () => {
  for (const [length, tag, says] of [
    [42 * minute, "en", "42m"],
    [-2 * hour, "en", "2h"],
    [75 * day, "en-GB", "2 mths"],
    [42 * minute, "ru", "42 мин"],
    [2 * hour, "ru", "2 ч"],
    [75 * day, "ru", "2 мес."],
  ] as const) {
    assert.equal(span(length, tag).replaceAll("\u00a0", " "), says);
  }
  assert.equal(age(now, now, "ru"), "сейчас");
});

test("an agreed moment has passed once it is before the present", () => {
  for (const [at, past] of [
    [0, false],
    [now + 30, false],
    [now, false],
    [now - 1, true],
  ] as const) {
    assert.equal(isPast(at, now), past);
  }
});

test("a moment is written in the reader's language and time zone", () => {
  assert.equal(exact(now, "en-GB", "Europe/Berlin"), "22 Nov 2026, 15:02");
  assert.equal(clock(now, "en-GB", "Asia/Kathmandu"), "19:47");
  assert.equal(machine(now), "2026-11-22T14:02:30.000Z");
  assert.equal(seconds(1999), 1);
});

test("a moment goes into a field and comes back, to the minute", () => {
  const at = 1_780_338_540;
  assert.equal(momentOf(fieldOf(at)), at);
  assert.equal(fieldOf(0), "");
  assert.equal(momentOf(""), 0);
  assert.equal(momentOf("never"), null);
});
