import assert from "node:assert/strict";
import { test } from "node:test";
import { alertsFrom, clock, minutes, noAlerts } from "./alerts";
import { takeWanted, wantedFrom } from "./wanted";
import { row } from "../samples";
import { keptIn } from "../../kept";
import { areaDouble } from "../../kept.double";

const kept = { quiet: { on: true, from: 1260, to: 450 }, language: "ru" };

test("what is kept comes back", () => assert.deepEqual(alertsFrom(JSON.parse(JSON.stringify(kept))), kept));
for (const [name, quiet] of [["nothing", undefined], ["no switch", { from: 1, to: 2 }], ["an hour that no day has", { on: true, from: 1440, to: 2 }], ["half a minute", { on: true, from: 0.5, to: 2 }]] as const) {
  test(`hours of another shape are as in a new profile: ${name}`, () => assert.deepEqual(alertsFrom({ ...kept, quiet }), { ...kept, quiet: noAlerts.quiet }));
}
test("a language that is none is English", () => assert.equal(alertsFrom({ ...kept, language: 3 }).language, "en"));

for (const [minute, time] of [[0, "00:00"], [450, "07:30"], [1439, "23:59"]] as const) {
  test(`${time} is what a field of time has for ${minute}`, () => assert.deepEqual([clock(minute), minutes(time)], [time, minute]));
}

test("what a notification was clicked for is taken once", async () => {
  const area = areaDouble();
  const session = keptIn(() => area);
  assert.equal(await takeWanted(session), null);
  await session.write({ wanted: { row: row("a/1"), query: "" } } as never);
  assert.equal((await takeWanted(session))?.row?.key, "a/1");
  assert.equal(await takeWanted(session), null);
});
test("the tickets of a view are wanted by its query", () => assert.deepEqual(wantedFrom({ row: null, query: "status:new" }), { row: null, query: "status:new" }));
for (const [name, value] of [["nothing", undefined], ["neither", { row: null, query: "" }], ["half a row", { row: { key: "a/1" }, query: "" }]] as const) {
  test(`what leads nowhere is not wanted: ${name}`, () => assert.equal(wantedFrom(value), null));
}
