import assert from "node:assert/strict";
import { test } from "node:test";
import { formatOf } from "./formats";
import { age, ageInWords, exact, prepareTimes } from "./time";

const day = { dateStyle: "medium" } as const;

test("a format is made once for a language and a way of writing", () => {
  assert.equal(formatOf(Intl.DateTimeFormat, "en", day), formatOf(Intl.DateTimeFormat, "en", { ...day }));
  assert.notEqual(formatOf(Intl.DateTimeFormat, "en", day), formatOf(Intl.DateTimeFormat, "ru", day));
  assert.notEqual(formatOf(Intl.DateTimeFormat, "en", day), formatOf(Intl.DateTimeFormat, "en", { dateStyle: "long" }));
  assert.equal(formatOf(Intl.NumberFormat, "de", { notation: "standard" }).format(1234), "1.234");
});

test("whoever travels is told the time of where they are", () => {
  const home = process.env["TZ"];
  const noon = Date.UTC(2026, 10, 29, 12);
  const clock = () => formatOf(Intl.DateTimeFormat, "en-GB", { timeStyle: "short" }).format(noon);
  try {
    process.env["TZ"] = "UTC";
    assert.equal(clock(), "12:00");
    process.env["TZ"] = "Asia/Tokyo";
    assert.equal(clock(), "21:00");
  } finally {
    if (home === undefined) delete process.env["TZ"];
    else process.env["TZ"] = home;
  }
});

test("times that are prepared make no format when the first row is written", (t) => {
  const made = (["NumberFormat", "RelativeTimeFormat", "DateTimeFormat"] as const).map((name) => t.mock.method(Intl, name).mock);
  prepareTimes("de");
  const before = made.map((m) => m.callCount());
  assert.ok(before.every((n) => n > 0), before.join());
  for (const ago of [0, 5 * 3600, 2 * 86_400]) {
    age(0, ago, "de");
    ageInWords(0, ago, "de");
  }
  exact(0, "de");
  assert.deepEqual(made.map((m) => m.callCount()), before);
});
