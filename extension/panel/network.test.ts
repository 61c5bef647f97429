import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { heeding } from "./network";

describe("whether there is a network", () => {
  const given = (up: boolean, seen: boolean) => {
    const told: boolean[] = [];
    const ask = heeding(() => (up ? Promise.resolve(new Response("{}", { status: 500 })) : Promise.reject(new TypeError("Failed to fetch"))), () => seen, (online) => told.push(online));
    return { ask, told };
  };
  for (const [name, up, seen, wanted] of [
    ["an answer, whatever it is, comes of a network that the browser does not see", true, false, [true]],
    ["so does one over a network that it sees", true, true, [true]],
    ["who cannot be reached over a network that it sees is down", false, true, []],
    ["without one nobody is reached", false, false, [false]],
  ] as const) {
    test(name, async () => {
      const { ask, told } = given(up, seen);
      if (up) assert.equal((await ask("https://a.example/", {})).status, 500);
      else await assert.rejects(ask("https://a.example/", {}), TypeError);
      assert.deepEqual(told, wanted);
    });
  }
  test("a request that was given up tells nothing", async () => {
    const { ask, told } = given(false, false);
    await assert.rejects(ask("https://a.example/", { signal: AbortSignal.abort() }));
    assert.deepEqual(told, []);
  });
});
