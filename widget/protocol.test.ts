import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { readConnect, readHeld, readLanguage, readToFrame } from "./protocol";

describe("connecting", () => {
  test("takes the page's options", () => {
    const options = { theme: "dark", inline: true, locale: "de-AT", accent: "#c03", radius: "4", font: "Georgia, serif", submits: true, stores: false, context: "https://a.example/b", pictures: true };
    assert.deepEqual(readConnect({ deskside: 1, type: "connect", options }), options);
  });

  test("falls back where an option is missing or not one", () => {
    const plain = { theme: "auto", inline: false, locale: "", accent: "", radius: "", font: "", submits: false, stores: true, context: "", pictures: false };
    for (const options of [undefined, null, 3, {}, { theme: "red", inline: "yes", locale: "not a tag", accent: 3, radius: null, font: {}, submits: 1 }]) {
      assert.deepEqual(readConnect({ deskside: 1, type: "connect", options }), plain);
    }
  });

  test("leaves other windows' messages alone", () => {
    for (const message of [undefined, null, "connect", 1, [], {}, { type: "connect" }, { deskside: 2, type: "connect" }, { deskside: 1, type: "hello" }]) {
      assert.equal(readConnect(message), null);
    }
  });
});

test("what is held comes with the first message", () => {
  assert.deepEqual(readHeld({ held: { a: "text", b: null } }), { a: "text", b: null });
  // Loaders of earlier releases hold nothing.
  for (const message of [undefined, null, {}, { held: null }, { held: "text" }]) assert.deepEqual(readHeld(message), {});
});

test("the language stands in the frame's address", () => {
  for (const [hash, language] of [
    ["#ru", "ru"],
    ["#de-at", "de-AT"],
    ["", ""],
    ["#", ""],
    ["#not a tag", ""],
    ["#%22%3E", ""],
  ] as const) {
    assert.equal(readLanguage({ hash }), language, hash);
  }
});

describe("messages of the page", () => {
  const cases: [name: string, message: unknown, read: unknown][] = [
    ["show goes on where it was", { type: "show" }, { type: "show", view: "", post: 0, focus: true }],
    ["show leads to the form for a type", { type: "show", view: "problem" }, { type: "show", view: "problem", post: 0, focus: true }],
    ["show leads to the first view", { type: "show", view: "home", focus: false }, { type: "show", view: "home", post: 0, focus: false }],
    ["show leads to a post", { type: "show", view: "post", post: 12 }, { type: "show", view: "post", post: 12, focus: true }],
    ["show leads to no post without an id", { type: "show", view: "post", post: "12" }, { type: "show", view: "", post: 0, focus: true }],
    ["show ignores what is not a type", { type: "show", view: { toString: () => "idea" } }, { type: "show", view: "", post: 0, focus: true }],
    ["submit takes what the page made of a draft", { type: "submit", number: 1, answer: { type: "idea", title: "T", content: "C" } }, { type: "submit", number: 1, answer: { type: "idea", title: "T", content: "C" } }],
    ["submit takes why nothing is sent", { type: "submit", number: 1, answer: "Sign in first." }, { type: "submit", number: 1, answer: "Sign in first." }],
    ["prefill takes texts", { type: "prefill", draft: { type: "idea", title: "T", content: "C" } }, { type: "prefill", draft: { type: "idea", title: "T", content: "C" } }],
    ["prefill takes no other values", { type: "prefill", draft: { title: 4, content: ["C"] } }, { type: "prefill", draft: { type: "", title: "", content: "" } }],
    ["prefill takes no text without bounds", { type: "prefill", draft: { type: "idea", title: "x".repeat(50_001) } }, { type: "prefill", draft: { type: "idea", title: "", content: "" } }],
    ["prefill without a draft fills nothing", { type: "prefill" }, { type: "prefill", draft: { type: "", title: "", content: "" } }],
    ["identify takes a token", { type: "identify", token: "a.b.c" }, { type: "identify", token: "a.b.c" }],
    ["identify with anything else is logging out", { type: "identify", token: { toString: () => "a.b.c" } }, { type: "identify", token: "" }],
    ["anything else is dropped", { type: "eval", code: "1" }, null],
    ["what is not an object is dropped", "show", null],
  ];
  for (const [name, message, read] of cases) test(name, () => assert.deepEqual(readToFrame(message), read));
});
