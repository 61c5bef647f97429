import assert from "node:assert/strict";
import { test } from "node:test";
import { chipsOf } from "./chips";

const cases: [name: string, query: string, chips: [text: string, without: string][]][] = [
  ["one term", "status:active", [["status:active", ""]]],
  ["terms side by side", "status:open assignee:me login", [["status:open", "assignee:me login"], ["assignee:me", "status:open login"], ["login", "status:open assignee:me"]]],
  ["quotes keep words together", 'group:"Second level" "exact words"', [['group:"Second level"', '"exact words"'], ['"exact words"', 'group:"Second level"']]],
  ["parentheses are one part", "(tag:a or tag:b) status:new", [["(tag:a or tag:b)", "status:new"], ["status:new", "(tag:a or tag:b)"]]],
  ["an or at the top makes one part of all", "tag:a or tag:b status:new", [["tag:a or tag:b status:new", ""]]],
  ["not stays with what it negates", "not tag:a status:new", [["not tag:a", "status:new"], ["status:new", "not tag:a"]]],
  ["a list goes on after its comma", "status:open, pending tag:a", [["status:open, pending", "tag:a"], ["tag:a", "status:open, pending"]]],
  ["a quote that is not closed", 'group:"Sec', [['group:"Sec', ""]]],
  ["nothing", "  ", []],
];

for (const [name, query, want] of cases) test(name, () => assert.deepEqual(chipsOf(query).map((c) => [c.text, c.without]), want));
