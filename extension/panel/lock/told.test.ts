import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import { account, failure, list, row } from "../samples";
import { initialState, reduce, type State } from "../state";
import { toldOf } from "./told";

globalThis.chrome = { runtime: { getManifest: () => ({ version: "1.2.3" }) } } as unknown as typeof chrome;

test("the text for whoever helps has numbers and kinds, and no word of anybody", () => {
  let state: State = initialState("settings", "system", true, 1000);
  state = reduce(state, { type: "storage-read", accounts: [account("a"), { ...account("b"), key: "" }] });
  state = reduce(state, { type: "list-arrived", waiting: [], result: list([row("a/1"), row("a/2")]), old: [], wanted: true, selected: null });
  state = { ...state, list: { ...state.list, query: "from:weber", draft: "from:weber", problems: [{ account: "b", failure: { ...failure("unauthorized"), detail: "the key of Anna" } }] }, denied: ["b"] };
  const told = toldOf(state, { sealed: false, keeping: signal("session") }, "A Browser/1", { usage: 2048, quota: 10_240 });
  const { system, host, key, address } = account("a");
  assert.match(told, new RegExp(`Deskside: 1.2.3\nBrowser: A Browser/1\n[^]*Helpdesks: ${system} 2\nWithout access: ${system} 1\nWithout a key: ${system} 1\nKeys: session\nRows: 2\nTroubles of the list: ${system} unauthorized 1\n`));
  assert.match(told, /Storage: 2 of 10 KB$/);
  for (const word of [host, key, address, "weber", "Anna", row("a/1").subject]) assert.ok(!told.includes(word), word);
});
