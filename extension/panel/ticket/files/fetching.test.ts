import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { FileResult } from "../../../../wasm/core.gen";
import type { Session } from "../../session";
import { Files, TooLarge } from "./fetching";

const file: FileResult = {
  url: "https://help.example.com/files/1/a.png", name: "a.png", headers: [{ name: "Authorization", value: "key" }],
  own: true, host: "help.example.com", pattern: "https://help.example.com/*", picture: true, most: 100,
};

/** Files whose host answers like this; asked is what it was asked for. */
function files(answer: () => Response, type = "image/png") {
  const asked: RequestInit[] = [];
  const session = {
    core: { call: (op: string, { head }: { head: Uint8Array }) => (assert.equal(op, "file.kind"), assert.ok(head.length <= 32), { type }) },
    outside: {
      fetch: (_: string, init: RequestInit) => {
        asked.push(init);
        return Promise.resolve(answer());
      },
    },
  };
  return { files: new Files(session as unknown as Session), asked };
}

const options = (most = 100) => ({ signal: new AbortController().signal, most, progress: () => undefined });

describe("fetching a file", () => {
  test("it is shown as what its bytes are, whatever the server calls it", async () => {
    const { files: f } = files(() => new Response("bytes", { headers: { "content-type": "text/html" } }));
    const { blob, type } = await f.fetch(file, options());
    assert.equal(type, "image/png");
    assert.equal(blob.type, "image/png");
    assert.equal(await blob.text(), "bytes");
  });

  test("what is not to be shown has a type that runs nothing", async () => {
    const { files: f } = files(() => new Response("<script>", { headers: { "content-type": "text/html" } }), "");
    const { blob, type } = await f.fetch(file, options());
    assert.equal(type, "");
    assert.equal(blob.type, "application/octet-stream");
  });

  test("it goes without cookies and without saying where it is read", async () => {
    const { files: f, asked } = files(() => new Response("x"));
    await f.fetch(file, options());
    assert.equal(asked[0]?.credentials, "omit");
    assert.equal(asked[0]?.referrerPolicy, "no-referrer");
    assert.deepEqual(asked[0]?.headers, [["Authorization", "key"]]);
  });

  test("a refusal is a failure, and so is what is too large", async () => {
    await assert.rejects(files(() => new Response("no", { status: 403 })).files.fetch(file, options()), /403/);
    await assert.rejects(files(() => new Response("x".repeat(101))).files.fetch(file, options()), TooLarge);
  });

  test("it tells how far it is where the server says how long it is", async () => {
    const told: number[] = [];
    const { files: f } = files(() => new Response("12345", { headers: { "content-length": "10" } }));
    await f.fetch(file, { ...options(), progress: (done) => told.push(done) });
    assert.deepEqual(told, [0.5]);
  });
});
