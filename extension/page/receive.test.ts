import assert from "node:assert/strict";
import { test } from "node:test";
import type { Desk } from "../panel/desk";
import { Session } from "../panel/session";
import { initialState } from "../panel/state";
import { named, receive } from "./receive";

const account = { id: "ur", system: "useresponse", host: "help.example", base: "https://help.example", key: "k", title: "", me: 0, agent: "" };

/** A panel with what was asked, and what it did. */
function panel(asked: object | null, accounts: readonly object[] = [account]) {
  const stored: Record<string, unknown> = { page: asked };
  const did: string[] = [];
  const core = {
    call: (op: string, args: { text?: string; selected?: string; address?: string }) => {
      did.push(op);
      return op === "page.find" ? { found: [{ kind: "email", value: "a@b.co", account: "", shown: "a@b.co" }] } : { title: "T", source: args.address === "chrome://x" ? "" : `[quote]${args.selected}[/quote]`, cut: args.selected === "long" };
    },
  };
  const area = {
    read: async (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, stored[key]])),
    write: async (values: object) => {
      Object.assign(stored, values);
      return true;
    },
  };
  let queue = Promise.resolve();
  const outside = { core: Promise.resolve(core), session: area, alone: (_: string, work: () => Promise<void>) => (queue = queue.then(work)) };
  const session = new Session(outside as never, initialState("tickets", "system", true, 1));
  session.dispatch({ type: "storage-read", accounts: accounts as never });
  const desk = {
    ground: { session, remembered: {} },
    creating: { takes: async (title: string, source: string) => (did.push(`takes ${title} ${source}`), false) },
    go: (place: string) => did.push(`go ${place}`),
  } as unknown as Desk;
  return { desk, did, stored, session };
}

const asked = (part: object) => ({ what: "take", text: "Hello", title: "T", address: "https://a.example/", link: "", unread: false, ...part });

test("a selection becomes a draft once, whichever window asks", async () => {
  const { desk, did, stored } = panel(asked({}));
  await Promise.all([receive(desk), receive(desk)]);
  assert.deepEqual(did, ["page.take", "takes T [quote]Hello[/quote]"]);
  assert.equal(stored["page"], null);
});

test("of a page that others cannot open nothing is made, and that is said", async () => {
  const { desk, did, session } = panel(asked({ address: "chrome://x", text: "" }));
  await receive(desk);
  assert.deepEqual(did, ["page.take"]);
  assert.equal(session.state.notice?.kind, "problem");
});

test("a selection that was too long says so", async () => {
  const { desk, session } = panel(asked({ text: "long" }));
  await receive(desk);
  assert.match(session.state.notice?.sentence ?? "", /beginning/);
});

test("whom a page names is shown and nobody is asked for", async () => {
  const { desk, did } = panel(asked({ what: "people" }));
  await receive(desk);
  assert.deepEqual(did, ["page.find", "go page"]);
  assert.equal(named.value?.found.length, 1);
  const unread = panel(asked({ what: "people", unread: true }));
  await receive(unread.desk);
  assert.deepEqual(unread.did, ["go page"]);
});

test("without an account it waits, and is done with the first one", async () => {
  const { desk, did, stored, session } = panel(asked({}), []);
  await receive(desk);
  assert.deepEqual(did, []);
  assert.notEqual(stored["page"], null);
  session.dispatch({ type: "storage-read", accounts: [account] as never });
  await new Promise((next) => setTimeout(next, 20));
  assert.deepEqual(did, ["page.take", "takes T [quote]Hello[/quote]"]);
});
