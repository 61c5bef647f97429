import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import type { Draft } from "../session/state";
import { Bringing } from "./bringing";
import type { Frame } from "../details/details";

/** Requests of this page that somebody has yet to answer. */
interface Asked {
  upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null };
  answer(status: number, body?: string): void;
}

const real = globalThis.XMLHttpRequest;
let asked: Asked[];

beforeEach(() => {
  asked = [];
  globalThis.XMLHttpRequest = class {
    upload: Asked["upload"] = { onprogress: null };
    onloadend: (() => void) | null = null;
    status = 0;
    response: ArrayBuffer | null = null;
    open() {}
    setRequestHeader() {}
    abort() {
      this.onloadend?.();
    }
    send() {
      asked.push(this);
    }
    answer(status: number, body = "") {
      this.status = status;
      this.response = new TextEncoder().encode(body).buffer;
      this.onloadend?.();
    }
  } as unknown as typeof XMLHttpRequest;
});
afterEach(() => void (globalThis.XMLHttpRequest = real));

/** A form with a core that takes names without "bad" and answers of status 200. */
function stage() {
  let draft: Draft = { title: "T", content: "C", category: 0, files: [], fields: [], tags: "", writing: "w" };
  const said: string[] = [];
  const asks: { count: number; taken: number }[] = [];
  const frame = {
    portal: { address: "", visitor: "" },
    core: {
      call: (op: string, args: Record<string, never>) => {
        if (op === "files.attach") {
          const { name, count, taken } = args as unknown as { name: string; count: number; taken: number };
          asks.push({ count, taken });
          return { name, request: { method: "POST", url: "/", headers: [], timeout_ms: 1 }, refused: { id: name.includes("bad") ? "no" : "" } };
        }
        const { status, name } = args as unknown as { status: number; name: string };
        return { file: status === 200 ? { token: `t-${name}`, name, size: 1 } : null, why: { id: `status ${status}` }, again: status === 0 };
      },
    },
    session: {
      get state() {
        return { forms: { idea: { draft } } };
      },
      edit: (_: string, change: Partial<Draft>) => void (draft = { ...draft, ...change }),
      announce: (text: string) => said.push(text),
    },
    say: (id: string) => id,
    told: (say: { id: string }) => say.id,
  } as unknown as Frame;
  const bringing = new Bringing(frame, () => ({ count: 5, size: 100, endings: [] }), () => undefined);
  const add = (...names: string[]) => bringing.add("idea", names.map((name) => new File(["x"], name)));
  return { bringing, add, said, asks, names: () => draft.files.map((f) => f.name) };
}

const settle = () => new Promise((next) => setImmediate(next));

describe("files on their way", () => {
  test("stand in the draft once they are there, in the order in which they were added", async () => {
    const s = stage();
    s.add("a", "b");
    assert.equal(s.bringing.of("idea").length, 2);
    await settle();
    assert.equal(asked.length, 1, "one after the other");
    asked[0]!.answer(200);
    await settle();
    asked[1]!.answer(200);
    await settle();
    assert.deepEqual(s.names(), ["a", "b"]);
    assert.deepEqual(s.bringing.of("idea"), []);
    assert.deepEqual(s.said, ["widget.files.attached", "widget.files.attached"]);
  });

  test("count with those that are there and on their way before another is added", () => {
    const s = stage();
    s.add("a", "b");
    s.add("c");
    assert.deepEqual(s.asks, [{ count: 0, taken: 0 }, { count: 1, taken: 1 }, { count: 2, taken: 2 }]);
  });

  test("say how far they are", async () => {
    const s = stage();
    s.add("a");
    await settle();
    asked[0]!.upload.onprogress!({ loaded: 1, total: 4 });
    assert.equal(s.bringing.of("idea")[0]!.sent, 0.25);
  });

  test("that do not fit are told, and the others go", async () => {
    const s = stage();
    s.add("a", "bad");
    await settle();
    assert.deepEqual(s.bringing.problems("idea"), ["no"]);
    assert.equal(asked.length, 1);
    s.bringing.dismiss("idea");
    assert.deepEqual(s.bringing.problems("idea"), []);
  });

  test("that fail stay with their reason, and are brought again", async () => {
    const s = stage();
    s.add("a");
    await settle();
    asked[0]!.answer(0);
    await settle();
    const [upload] = s.bringing.of("idea");
    assert.deepEqual([upload!.sent, upload!.why, upload!.again], [undefined, "status 0", true]);
    s.bringing.again("idea", upload!);
    await settle();
    asked[1]!.answer(200);
    await settle();
    assert.deepEqual(s.names(), ["a"]);
  });

  test("hold up sending until they are there, and one that failed stops it", async () => {
    const s = stage();
    s.add("a", "b");
    const all = s.bringing.settled("idea");
    await settle();
    asked[0]!.answer(200);
    await settle();
    asked[1]!.answer(400);
    assert.equal(await all, false);
    assert.deepEqual(s.bringing.problems("idea"), ["widget.files.unsent"]);
    s.bringing.drop("idea", s.bringing.of("idea")[0]!);
    assert.equal(await s.bringing.settled("idea"), true);
    assert.deepEqual(s.names(), ["a"]);
  });

  test("that are taken out while they are on their way do not come back", async () => {
    const s = stage();
    s.add("a");
    const all = s.bringing.settled("idea");
    await settle();
    s.bringing.drop("idea", s.bringing.of("idea")[0]!);
    asked[0]!.answer(200);
    assert.equal(await all, true);
    await settle();
    assert.deepEqual(s.names(), []);
  });

  test("that are taken out before their turn never go, and those after them do", async () => {
    const s = stage();
    s.add("a", "b", "c");
    s.bringing.drop("idea", s.bringing.of("idea")[1]!);
    await settle();
    asked[0]!.answer(200);
    await settle();
    asked[1]!.answer(200);
    await settle();
    assert.equal(asked.length, 2);
    assert.deepEqual(s.names(), ["a", "c"]);
  });
});
