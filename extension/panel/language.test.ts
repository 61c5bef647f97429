import assert from "node:assert/strict";
import { test } from "node:test";
import { wanted } from "./language";

test("a language is looked for where its reader would", () => {
  assert.deepEqual(wanted("system", ["de-DE", "ru", "en"]), ["de-DE", "ru", "en"], "the browser's own, in its order");
  assert.deepEqual(wanted("ru", ["en-US", "ru-BY"]), ["ru-BY", "ru"], "one that was chosen, with the reader's own region");
  assert.deepEqual(wanted("en", ["ru-RU"]), ["en"], "one that was chosen, whatever the browser speaks");
});
