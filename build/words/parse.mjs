// Parses catalogues: node parse.mjs FILE… prints, for each file, its messages in
// their order as trees, and what CLDR says of the language's plural forms. What
// MessageFormat can do beyond text, arguments, plural and select is refused.

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { createRequire } from "node:module";
import { parse } from "@messageformat/parser";

const cldr = createRequire(import.meta.url)("cldr-core/supplemental/plurals.json").supplemental["plurals-type-cardinal"];

function forms(language) {
  const rules = cldr[language];
  if (!rules) throw new Error(`CLDR has no plural forms of "${language}"`);
  return Object.entries(rules).map(([name, rule]) => ({ name: name.replace("pluralRule-count-", ""), rule: rule.split("@")[0].trim() }));
}

const node = (token) => {
  switch (token.type) {
    case "content":
      return { kind: "text", text: token.value };
    case "argument":
      return { kind: "argument", text: token.arg };
    case "octothorpe":
      return { kind: "count" };
    case "plural":
      if (token.pluralOffset) throw new Error("a plural has an offset");
    // falls through
    case "select":
      return { kind: token.type, text: token.arg, arms: token.cases.map((c) => ({ key: c.key, nodes: c.tokens.map(node) })) };
  }
  throw new Error(`{${token.arg}, ${token.key ?? token.type}} is no part of a message here: values arrive formatted`);
};

const catalogues = process.argv.slice(2).map((file) => {
  const language = basename(file, ".json");
  const categories = forms(language);
  const source = JSON.parse(readFileSync(file, "utf8"));
  const messages = Object.entries(source).map(([id, text]) => {
    try {
      return { id, nodes: parse(text, { cardinal: categories.map((c) => c.name), ordinal: [], strict: true }).map(node) };
    } catch (error) {
      throw new Error(`${file}: ${id}: ${error.message}`);
    }
  });
  return { language, forms: categories, messages };
});
process.stdout.write(JSON.stringify(catalogues));
