import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { locale, told } from "./speech";
import { speak, systems, text, textsOf } from "./strings";
import type { Speaker } from "../../shared/ui/words/words";
import type { Messages } from "./words/messages.gen";
import { words as english } from "./words/en.gen";
import { words as russian } from "./words/ru.gen";

/** Texts that have no word of their own to translate. */
const alike = new Set(["settings.version", "list.note", "acts.named", "acts.hint", "history.changed", "history.set", "separator"]);

/** Every text below a value with where it stands; functions are called with names and numbers. */
function said(value: unknown, at = ""): [string, string][] {
  if (typeof value === "string") return [[at, value]];
  if (typeof value === "function") return said((value as (...args: unknown[]) => unknown)(2, 3), at);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, within]) => (alike.has(at ? `${at}.${name}` : name) ? [] : said(within, at ? `${at}.${name}` : name)));
}

describe("the panel in Russian", () => {
  after(() => speak(["en"]));

  test("says everything from the first screen to the settings in Russian", async () => {
    const before = new Map(said(text));
    await speak(["ru-RU", "en"]);
    const now = said(text).filter(([, sentence]) => sentence !== "");
    assert.ok(now.length > 150, `${now.length} texts`);
    for (const [at, sentence] of now) {
      if (at === "ticket.number" || at === "ticket.due") continue;
      assert.match(sentence, /[а-яё]/i, at);
      assert.notEqual(sentence, before.get(at), at);
      const foreign = sentence.replace(/Deskside|UseResponse|Usedesk|API|[\w.]+\.(com|ru)|status:open/g, "").match(/[a-z]{2,}/i);
      assert.equal(foreign, null, `${at}: ${sentence}`);
    }
    assert.equal(locale(), "ru-RU");
    assert.match(told({ id: "core.trapped", args: [] }), /[а-яё]/i);
  });

  test("counts as Russian does", async () => {
    await speak(["ru"]);
    assert.deepEqual([1, 2, 5, 11, 21, 104].map(text.status.count), ["1 тикет", "2 тикета", "5 тикетов", "11 тикетов", "21 тикет", "104 тикета"]);
    assert.equal(text.status.of(100, 342), "100 из 342 тикетов");
    assert.equal(text.ticket.due(42 * 60).replaceAll("\u00a0", " "), "SLA 42 мин");
    assert.equal(text.ticket.due(-2 * 3600).replaceAll("\u00a0", " "), "просрочен: 2 ч");
  });

  test("goes back to English, and to it for whoever reads neither", async () => {
    await speak(["ru"]);
    await speak(["de", "fr"]);
    assert.equal(text.settings.heading, "Settings");
    assert.equal(text.ticket.due(-7200), "overdue 2h");
  });

  test("speaks what was chosen last, whatever came first", async () => {
    await Promise.all([speak(["ru"]), speak(["en"])]);
    assert.equal(text.settings.heading, "Settings");
  });
});

test("every message of the panel stands somewhere among its texts", () => {
  const used = new Set<string>();
  const texts = textsOf(((id: string) => (used.add(id), id)) as unknown as Speaker<Messages>, "en");
  const all = (value: unknown): void => {
    if (typeof value === "function") for (const number of [2, -2, 0]) all((value as (...args: unknown[]) => unknown)(number, 3));
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(all);
  };
  all(texts);
  const ids = Object.keys(english).filter((id) => id.startsWith("panel."));
  assert.deepEqual(ids.filter((id) => !used.has(id)), []);
  assert.deepEqual(Object.keys(russian), Object.keys(english));
  assert.deepEqual(Object.keys(systems), ["useresponse", "usedesk", "demo"]);
});
