// What the browsers are told, file by file.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

type Part = Record<string, unknown>;
const read = (name: string): Part => JSON.parse(readFileSync(`extension/manifest/${name}.json`, "utf8")) as Part;
const base = read("base");
const browsers = { chrome: { ...base, ...read("chrome") }, firefox: { ...base, ...read("firefox") } };

test("nothing but storage, waking up and the panel is asked for at installation", () => {
  assert.deepEqual(browsers.chrome["permissions"], ["storage", "alarms", "sidePanel"]);
  assert.deepEqual(browsers.firefox["permissions"], ["storage", "alarms"]);
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

test("every file that is named is there", () => {
  const icons = JSON.stringify(browsers).match(/icons\/\d+\.png/g) ?? [];
  assert.ok(icons.length > 0);
  for (const icon of icons) assert.equal(readFileSync(`extension/${icon}`).subarray(1, 4).toString(), "PNG", icon);
});

test("Firefox is told that no data is collected", () => {
  const { gecko } = browsers.firefox["browser_specific_settings" as keyof typeof browsers.firefox] as unknown as { gecko: Part };
  assert.deepEqual(gecko["data_collection_permissions"], { required: ["none"] });
});
