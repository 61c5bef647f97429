// Measures finding similar posts in the widget's core in Node: measure.mjs CORE SNAPSHOT TITLES
//
// A key press over a snapshot that is held, from arguments to rows, beside a search of the same kind in JavaScript over words whose groups of
// three letters were collected before. One line of JSON tells each measurement's figures.

import { readFile } from "node:fs/promises";
import { startCore } from "../../../wasm/core";
import { type WritingOperations, writingOperations } from "../../../wasm/core.gen";
import { inTurns } from "../turns";

const [, , corePath = "", snapshotPath = "", titlesPath = ""] = process.argv;
const core = startCore<WritingOperations>(await WebAssembly.compile(await readFile(corePath)), writingOperations);
const titles = (await readFile(titlesPath, "utf8")).trimEnd().split("\n");
const count = titles.length;

const wordsOf = (text: string): string[] => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const threesOf = (word: string) => new Set(Array.from({ length: word.length + 2 }, (_, i) => `  ${word}  `.slice(i, i + 3)));

/** What a program in JavaScript would keep: where each word stands, and its groups of three letters. */
interface Word {
  threes: Set<string>;
  posts: number[];
}
const words = new Map<string, Word>();
for (const [post, title] of titles.entries()) {
  for (const word of new Set(wordsOf(title))) {
    const known = words.get(word);
    if (known) known.posts.push(post);
    else words.set(word, { threes: threesOf(word), posts: [post] });
  }
}

/** The posts that have words which share half of their groups with those of a title, the likest first. */
function peer(title: string): number {
  const scores = new Map<number, number>();
  for (const word of new Set(wordsOf(title))) {
    const threes = threesOf(word);
    for (const [other, { threes: theirs, posts }] of words) {
      let shared = 0;
      for (const three of threes) if (theirs.has(three)) shared++;
      const like = other === word ? 1 : (2 * shared) / (threes.size + theirs.size);
      if (like < 0.5) continue;
      const rarity = Math.log(1 + count / posts.length);
      for (const post of posts) scores.set(post, (scores.get(post) ?? 0) + like * rarity);
    }
  }
  return [...scores].sort(([, a], [, b]) => b - a).slice(0, 3).length;
}

const held = core.hold(await readFile(snapshotPath));
for (const title of ["offlien invoices", "Please export invoices by department automatically once a week in the mobile app", "Не могу выгрузить счета из приложения", "希望可以在手机上导出发票"]) {
  const find = () => core.call("similar.near", { held, title, type: "idea" }).posts.length;
  if (find() === 0) throw new Error(`nothing is like ${title}`);
  const terms = title.includes(" ") ? `${title.split(" ").length} words` : `${title.length} signs`;
  console.log(JSON.stringify(await inTurns(`similar posts of ${count.toLocaleString("en")}, ${terms}`, [
    { who: "Deskside", run: find },
    { who: "JavaScript over words", run: () => peer(title) },
  ])));
}
