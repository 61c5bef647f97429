// What the browsers are told, file by file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

type Part = Record<string, unknown>;
const read = (name: string): Part => JSON.parse(readFileSync(`extension/manifest/${name}.json`, "utf8")) as Part;
const base = read("base");
const browsers = { chrome: { ...base, ...read("chrome") }, firefox: { ...base, ...read("firefox") } };

/** What is asked for at installation, each with its reason. None of them lets Deskside see a page by itself. */
const reasons: Readonly<Record<string, string>> = {
  storage: "keeps accounts, views and drafts in this browser",
  alarms: "wakes up to send what was done before the panel was closed, and to look after views",
  contextMenus: "offers to make something of what is selected on a page",
  activeTab: "lets the page be read on which somebody has chosen that or pressed its key, once",
  scripting: "reads that page: activeTab alone has no way to",
  sidePanel: "is where Chrome shows Deskside",
};

test("nothing but what has a reason is asked for at installation, and no page", () => {
  assert.deepEqual(browsers.chrome["permissions"], Object.keys(reasons));
  assert.deepEqual(browsers.firefox["permissions"], Object.keys(reasons).filter((r) => r !== "sidePanel"));
  for (const manifest of Object.values(browsers)) {
    assert.equal(manifest["host_permissions"], undefined);
    assert.deepEqual(manifest["optional_permissions"], ["notifications"]);
    assert.equal(manifest["content_scripts"], undefined);
    assert.deepEqual(manifest["optional_host_permissions"], ["https://*/*", "http://*/*"]);
  }
});

test("no page of the extension runs code from anywhere else", () => {
  assert.deepEqual(base["content_security_policy"], { extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'" });
  for (const page of ["panel/panel.html", "options/options.html"]) {
    const html = readFileSync(`extension/${page}`, "utf8");
    assert.doesNotMatch(html, /<style|style=|<script(?![^>]*\bsrc=)|https?:/, page);
  }
});

test("what a key asks of a page can be given other keys by the browser, and is named in each language", () => {
  for (const manifest of Object.values(browsers)) {
    assert.deepEqual(manifest["commands" as keyof typeof manifest], {
      take: { suggested_key: { default: "Alt+Shift+N" }, description: "__MSG_take__" },
      people: { suggested_key: { default: "Alt+Shift+P" }, description: "__MSG_people__" },
    });
  }
});

test("every file that is named is there", () => {
  const icons = JSON.stringify(browsers).match(/icons\/\d+\.png/g) ?? [];
  assert.ok(icons.length > 0);
  for (const icon of icons) assert.equal(readFileSync(`extension/${icon}`).subarray(1, 4).toString(), "PNG", icon);
});

test("Firefox is told that no data is collected", () => {
  const { gecko } = browsers.firefox["browser_specific_settings" as keyof typeof browsers.firefox] as unknown as { gecko: Part };
  assert.deepEqual(gecko["data_collection_permissions"], { required: ["none"] });
});
