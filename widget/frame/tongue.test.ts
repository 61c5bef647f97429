import assert from "node:assert/strict";
import { test } from "node:test";

import type { Host } from "../../wasm/core";
import { speaking } from "./tongue";

test("requests ask for answers in the language that is spoken when they are sent", async () => {
  const sent: RequestInit[] = [];
  const browser: Host = {
    fetch: async (_, init) => (sent.push(init), new Response()),
    now: () => 1,
    random: () => 2,
    sleep: async () => {},
    online: () => false,
  };
  let tag = "ru";
  const host = speaking(browser, () => tag);
  await host.fetch("/api/4.0/votes.json", { method: "POST", headers: [["Content-Type", "application/json"]], body: "{}" });
  tag = "en";
  await host.fetch("/api/4.0/posts.json", {});
  assert.deepEqual(sent.map(({ headers }) => [...new Headers(headers)]), [
    [["accept-language", "ru"], ["content-type", "application/json"]],
    [["accept-language", "en"]],
  ]);
  assert.deepEqual([sent[0]!.method, sent[0]!.body], ["POST", "{}"], "the rest goes as it is");
  assert.deepEqual([host.now(), host.random(), host.online()], [1, 2, false]);
});
