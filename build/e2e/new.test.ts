// Creating: tickets and posts of both helpdesks by keyboard, from nothing and
// from a ticket, as the helpdesks then have them.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";

import { contentOf, enclosed, give, keptFiles, pick, png } from "./filing";
import { browserName, click, enterHelpdesk, fail, fill, installExtension, launch, need, open, resize, shot, stack, text, usual, violations, waitFor } from "./harness";

const panel = { width: 360, height: 800 };

/** Asks UseResponse's stand-in itself. */
async function truth<T>(path: string): Promise<T> {
  const response = await fetch(`${stack.truth}/api/7.0/${path}`, { headers: { Authorization: stack.key } });
  assert.ok(response.ok, `${path}: ${response.status}`);
  const answer = (await response.json()) as { success: T } | T;
  return typeof answer === "object" && answer !== null && "success" in answer ? answer.success : (answer as T);
}

interface Thing {
  id: number;
  title: string;
  content: string;
  type: { slug: string };
  author: { name: string };
  isPrivate: boolean;
}

/** The newest posts of a type, or tickets. */
async function posts(type: string): Promise<Thing[]> {
  const answer = await truth<{ data: Thing[] }>(`search.json?ownership=feedback&type=${type}&sort=new&count=20`);
  return answer.data;
}

/** Asks Usedesk's stand-in itself. */
async function usedesk<T>(method: string, body: object = {}): Promise<T> {
  const response = await fetch(stack.truth + new URL(stack.usedesk).pathname + "/" + method, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ api_token: stack.token, ...body }),
  });
  assert.ok(response.ok, `${method}: ${response.status}`);
  return (await response.json()) as T;
}

interface Listed {
  id: number;
  subject: string;
  client_id: number;
  priority: string;
}

function newest(): Promise<Listed[]> {
  return usedesk<Listed[]>("tickets", { sort: "published_at" });
}

/** Asks until an answer is as wanted: what was sent arrives in its own time. */
async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    assert.ok(tries < 300, "it did not come to that");
    await new Promise((next) => setTimeout(next, 100));
  }
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  const held = keys.slice(0, -1);
  for (const key of held) await page.keyboard.down(key as never);
  await page.keyboard.press(keys[keys.length - 1] as never);
  for (const key of held.reverse()) await page.keyboard.up(key as never);
}

/** Goes on by Tab until the keyboard is at what matches. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    if (await page.evaluate((s: string) => document.activeElement?.matches(s) ?? false, selector)) return;
    await press(page, "Tab");
  }
  assert.fail(`nothing leads to ${selector}`);
}

/** Opens the form by its key. */
async function begin(page: Page): Promise<void> {
  await waitFor(page, () => document.querySelector("[data-rows] .row"));
  await press(page, "f");
  await waitFor(page, () => document.activeElement?.matches(".new input.ds-input"));
}

/** Chooses the account whose name begins so, by keyboard. */
async function into(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.querySelector<HTMLElement>(".new [data-property=account]")?.focus());
  await press(page, "Enter");
  await waitFor(page, () => document.activeElement?.matches(".picker-field"));
  await page.keyboard.type(name);
  await press(page, "Enter");
  await waitFor(page, (n: string) => document.querySelector(".new [data-property=account] .value")?.textContent?.startsWith(n), {}, name);
}

/** Chooses a kind by the arrow keys. */
async function kind(page: Page, name: string): Promise<void> {
  await tabTo(page, ".new [type=radio]");
  for (let tries = 0; tries < 5; tries++) {
    if (await page.evaluate((n: string) => document.querySelector(".new [type=radio]:checked")?.getAttribute("value") === n, name)) return;
    await press(page, "ArrowRight");
  }
  assert.fail(`there is no ${name}`);
}

async function typeInto(page: Page, selector: string, words: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.type(words);
}

/** What was created last, which is said for a while in each page. */
let last = "";

/** Waits until it is said that another one was created, and answers its number. */
async function made(page: Page, timeout = 30_000): Promise<number> {
  const said = await waitFor(
    page,
    (before: string) => {
      const number = /Created #(\d+)/.exec(document.querySelector(".made")?.textContent ?? "")?.[1];
      return number !== undefined && number !== before ? number : null;
    },
    { timeout },
    last,
  );
  last = String(await said.jsonValue());
  return Number(last);
}

describe(`creating in ${browserName}`, () => {
  let browser: Browser;
  let url: string;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "deskside-new-"));
    await Promise.all([writeFile(join(folder, "plan.txt"), "first\r\nsecond"), writeFile(join(folder, "README"), "no ending")]);
    browser = await launch();
    url = await installExtension(browser);
    await fail(stack.useResponse, "ok");
    const page = await open(browser, url, panel);
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "UseResponse", stack.useResponse, stack.key);
    await text(page, /Updated/, 30_000);
    await click(page, "button", "Settings");
    await click(page, "button", "Add a helpdesk");
    await enterHelpdesk(page, "Usedesk", stack.usedesk, stack.token);
    await text(page, /Updated/, 30_000);
    await page.close();
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("an idea is posted by keyboard", async () => {
    const page = await open(browser, url, panel);
    await begin(page);
    await shot(page, "new-empty");
    await into(page, "UseResponse");
    await kind(page, "idea");
    await typeInto(page, "#new-subject", "Dark mode for reports");
    await typeInto(page, "#new-text", "It is [b]bright[/b] at night.");
    await typeInto(page, "#new-email", "night.owl@example.test");
    await shot(page, "new-idea");
    assert.deepEqual(await violations(page), []);
    await press(page, "Control", "Enter");
    await text(page, /New idea: Dark mode for reports/);
    await shot(page, "new-undo");
    await made(page);
    await shot(page, "new-made");
    assert.deepEqual(await violations(page), []);
    const [post] = (await posts("idea")).filter((p) => p.title === "Dark mode for reports");
    assert.ok(post);
    assert.match(post.content, /<(b|strong)>bright/);
    assert.equal(post.author.name, "night.owl");
    await page.close();
  });

  test("a ticket to a new client is created by keyboard, with what it was given", async () => {
    const page = await open(browser, url, panel);
    await begin(page);
    await into(page, "Usedesk");
    await typeInto(page, "#new-email", "newcomer@example.test");
    await typeInto(page, "#new-subject", "Your order is ready");
    await typeInto(page, "#new-text", "Come and get it.");
    await tabTo(page, ".new [data-property=priority]");
    await press(page, "Enter");
    await waitFor(page, () => document.activeElement?.matches(".picker-field"));
    await page.keyboard.type("urgent");
    await press(page, "Enter");
    await shot(page, "new-ticket");
    assert.deepEqual(await violations(page), []);
    await press(page, "Control", "Enter");
    await made(page);
    const all = (await newest()).filter((t) => t.subject === "Your order is ready");
    assert.equal(all.length, 1);
    assert.equal(all[0]?.priority, "urgent");
    const opened = await usedesk<{ comments: { message: string; type: string; from: string }[] }>("ticket", { ticket_id: all[0]?.id });
    assert.match(opened.comments[0]?.message ?? "", /Come and get it/);
    assert.equal(opened.comments[0]?.type, "public");
    await click(page, "button", "Open");
    await waitFor(page, () => /Come and get it/.test(document.querySelector(".conversation")?.textContent ?? ""));
    await page.close();
  });

  test("what is missing is said at its field, which takes the focus; what is typed stays through a closed panel", async () => {
    const page = await open(browser, url, panel);
    await begin(page);
    await into(page, "UseResponse");
    await kind(page, "problem");
    await typeInto(page, "#new-text", "It does not print.");
    await press(page, "Control", "Enter");
    await waitFor(page, () => document.activeElement?.id === "new-subject");
    assert.equal(await page.evaluate(() => document.querySelector("#new-subject-problem")?.textContent), "Fill this in.");
    await shot(page, "new-problem");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.type("Printing");
    await waitFor(page, () => document.querySelector("#new-subject-problem") === null);
    await press(page, "Escape");
    await waitFor(page, () => document.querySelector(".new") === null);
    await page.close();

    const again = await open(browser, url, panel);
    await begin(again);
    assert.equal(await again.evaluate(() => document.querySelector<HTMLInputElement>("#new-subject")?.value), "Printing");
    assert.equal(await again.evaluate(() => document.querySelector<HTMLTextAreaElement>("#new-text")?.value), "It does not print.");
    assert.equal(await again.evaluate(() => document.querySelector(".new [type=radio]:checked")?.getAttribute("value")), "problem");
    await click(again, "button", "Discard");
    await begin(again);
    assert.equal(await again.evaluate(() => document.querySelector<HTMLInputElement>("#new-subject")?.value), "");
    await again.close();
  });

  test("what is taken back goes to nobody, and stands in the form again", async () => {
    const page = await open(browser, url, panel);
    await begin(page);
    await into(page, "UseResponse");
    await kind(page, "question");
    await typeInto(page, "#new-subject", "Asked too early");
    await typeInto(page, "#new-text", "Is it?");
    await press(page, "Control", "Enter");
    await text(page, /New question: Asked too early/);
    await press(page, "z");
    await waitFor(page, () => document.querySelector<HTMLInputElement>("#new-subject")?.value === "Asked too early");
    assert.equal(await page.evaluate(() => document.querySelector<HTMLTextAreaElement>("#new-text")?.value), "Is it?");
    assert.deepEqual((await posts("question")).filter((p) => p.title === "Asked too early"), []);
    await click(page, "button", "Discard");
    await page.close();
  });

  test("one that is refused waits with everything typed, and goes once it is mended", async () => {
    const page = await open(browser, url, panel);
    await begin(page);
    await into(page, "UseResponse");
    await kind(page, "ticket");
    await typeInto(page, "#new-subject", "Refused at first");
    await typeInto(page, "#new-text", "Nothing of this is lost.");
    // A helpdesk takes no address that its own rules refuse, which only it knows.
    await typeInto(page, "#new-email", "anna@localhost");
    await tabTo(page, ".new [data-property='select/12'], .new [data-property='list/12']");
    await press(page, "Enter");
    await waitFor(page, () => document.activeElement?.matches(".picker-field"));
    await page.keyboard.type("Support");
    await press(page, "Enter");
    await press(page, "Control", "Enter");
    await text(page, /1 needs you/, 30_000);
    await click(page, "button", /1 needs you/);
    await text(page, /force_author must be/);
    await shot(page, "new-refused");
    assert.deepEqual(await violations(page), []);
    await click(page, "button", "Edit");
    await waitFor(page, () => document.querySelector<HTMLTextAreaElement>("#new-text")?.value === "Nothing of this is lost.");
    assert.equal(await page.evaluate(() => document.querySelector<HTMLInputElement>("#new-email")?.value), "anna@localhost");
    await fill(page, /E-mail of the client/, "anna@example.test");
    await press(page, "Control", "Enter");
    await made(page);
    await page.close();
  });

  test("a mail becomes an idea by keys alone, and a private note at each leads to the other", async () => {
    const page = await open(browser, url, panel);
    await fill(page, /Filter tickets/, "in:usedesk status:active");
    await page.keyboard.press("Enter");
    await waitFor(page, () => /Updated/.test(document.body.innerText) && document.querySelectorAll("[data-rows] .row").length > 3);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await press(page, "j");
    await press(page, "j");
    const id = await page.evaluate(() => Number(document.querySelector<HTMLElement>("[data-rows] .row[tabindex='0']")?.dataset["key"]?.split("/").at(-1)));
    const { ticket } = await usedesk<{ ticket: { subject: string } }>("ticket", { ticket_id: id });
    const strokes = [["b"], ["Control", "Enter"]] as const;
    await press(page, ...strokes[0]);
    await waitFor(page, () => (document.querySelector<HTMLTextAreaElement>("#new-text")?.value ?? "") !== "");
    await shot(page, "new-of");
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.evaluate(() => document.querySelector(".new [type=radio]:checked")?.getAttribute("value")), "idea");
    await press(page, ...strokes[1]);
    const readme = await readFile(join(need("ROOT"), "README.md"), "utf8");
    assert.equal(Number(/^\| Turn a mail into an idea[^|]*\| (\d+) \|/m.exec(readme)?.[1]), strokes.length, "as many as the README promises");
    const idea = await truth<Thing>(`objects/${await made(page)}.json`);
    assert.equal(idea.title, ticket.subject);
    const there = await until(
      () => usedesk<{ comments: { message: string; type: string }[] }>("ticket", { ticket_id: id }),
      ({ comments }) => comments.some((c) => c.message.includes(`#${idea.id}`)),
    );
    const notes = there.comments.filter((c) => c.message.includes(`#${idea.id}`));
    assert.deepEqual(notes.map((c) => c.type), ["private"]);
    assert.match(notes[0]?.message ?? "", /An idea was made of this/);
    const here = await until(
      () => truth<{ content: string }[]>(`objects/${idea.id}/comments.json?is_private=1`),
      (comments) => comments.some((c) => c.content.includes(`#${id}`)),
    );
    assert.equal(here.filter((c) => c.content.includes(`#${id}`)).length, 1);
    await press(page, "Enter");
    await waitFor(page, (n: string) => document.querySelector(".conversation")?.textContent?.includes(n), { timeout: 20_000 }, `#${idea.id}`);
    await shot(page, "new-linked");
    await page.close();
  });

  test("files go along with a new ticket and a new post, outlast the panel, and come back with what is taken back", async () => {
    const page = await open(browser, url, panel);
    await begin(page);
    await into(page, "Usedesk");
    await typeInto(page, "#new-email", "newcomer@example.test");
    await typeInto(page, "#new-subject", "With two files");
    await pick(page, join(folder, "plan.txt"));
    await enclosed(page, "plan.txt");
    await text(page, /Write a word along with the files/);
    await give(page, "paste", "#new-text", { name: "point.png", type: "image/png", base64: png.toString("base64") });
    await enclosed(page, "plan.txt", "point.png");
    await press(page, "Escape");
    await page.close();

    const again = await open(browser, url, panel);
    await begin(again);
    await enclosed(again, "plan.txt", "point.png");
    await typeInto(again, "#new-text", "Both are here.");
    await shot(again, "new-files");
    assert.deepEqual(await violations(again), []);
    await press(again, "Control", "Enter");
    await text(again, /New ticket: With two files/);
    await press(again, "z");
    await enclosed(again, "plan.txt", "point.png");
    await press(again, "Control", "Enter");
    await made(again);
    const [one, ...more] = (await newest()).filter((t) => t.subject === "With two files");
    assert.ok(one && more.length === 0);
    const { comments } = await usedesk<{ comments: { files: { name: string; file: string }[] }[] }>("ticket", { ticket_id: one.id });
    const files = comments[0]?.files ?? [];
    assert.deepEqual(files.map((f) => f.name), ["plan.txt", "point.png"]);
    assert.equal(await contentOf(files[1]?.file ?? ""), png.toString("base64"));
    await waitFor(again, () => document.querySelector(".new") === null);
    await until(() => keptFiles(again), (n) => n === 0);
    // What is opened shows them where they were sent.
    await click(again, "button", "Open");
    await waitFor(again, () => document.querySelector(".conversation [title*='plan.txt']") && document.querySelector(".conversation [title*='point.png']"));
    await shot(again, "new-files-opened");

    // Where a file cannot go, it says so before anything is sent, and goes elsewhere or not at all.
    await press(again, "Escape");
    await begin(again);
    await into(again, "Usedesk");
    await pick(again, join(folder, "README"));
    await enclosed(again, "README");
    await into(again, "UseResponse");
    await kind(again, "idea");
    await typeInto(again, "#new-subject", "An idea with a file");
    await typeInto(again, "#new-text", "As in the file.");
    await press(again, "Control", "Enter");
    await text(again, /README.* needs a name with an ending/);
    await shot(again, "new-files-refused");
    assert.deepEqual(await violations(again), []);
    await click(again, "button", "Remove README");
    await give(again, "drop", ".new", { name: "point.png", type: "image/png", base64: png.toString("base64") });
    await enclosed(again, "point.png");
    await press(again, "Control", "Enter");
    await made(again);
    const [idea] = (await posts("idea")).filter((p) => p.title === "An idea with a file");
    assert.ok(idea);
    const { attachments } = await truth<{ attachments: { name: { full: string }; directUrl: string }[] }>(`objects/${idea.id}.json`);
    assert.deepEqual(attachments.map((a) => a.name.full), ["point.png"]);
    assert.equal(await contentOf(attachments[0]?.directUrl ?? ""), png.toString("base64"));
    await click(again, "button", "Open");
    await waitFor(again, () => document.querySelector(".conversation [title*='point.png']"));

    // What is discarded takes its files along.
    await press(again, "Escape");
    await begin(again);
    await pick(again, join(folder, "plan.txt"));
    await enclosed(again, "plan.txt");
    await click(again, "button", "Discard");
    await until(() => keptFiles(again), (n) => n === 0);
    await again.close();
  });

  test("one whose answer is lost is there once", async () => {
    const page = await open(browser, url, panel);
    await begin(page);
    await into(page, "UseResponse");
    await kind(page, "idea");
    await typeInto(page, "#new-subject", "Sent into the dark");
    await typeInto(page, "#new-text", "Once is enough.");
    await press(page, "Control", "Enter");
    await text(page, /New idea: Sent into the dark/);
    await fail(stack.useResponse, "lost");
    await until(() => posts("idea"), (all) => all.some((p) => p.title === "Sent into the dark"));
    await fail(stack.useResponse, "ok");
    // The helpdesk may be at work for a minute on what nobody has heard an answer to.
    await made(page, 120_000);
    assert.equal((await posts("idea")).filter((p) => p.title === "Sent into the dark").length, 1);
    await page.close();
  });

  test("it is drawn in each width and scheme, in Russian, too", async () => {
    const page = await open(browser, url, panel);
    const walk = async (name: string) => {
      for (const width of [280, 360, 720, 1280]) {
        await resize(page, { width, height: 800 });
        // Firefox takes a scheme at its start only.
        for (const scheme of browserName === "chromium" ? (["light", "dark"] as const) : [usual]) {
          if (browserName === "chromium") await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
          await shot(page, `${name}-${width}-${scheme}`);
        }
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${name} at ${width}`);
      }
      assert.deepEqual(await violations(page), []);
      await resize(page, panel);
    };
    await begin(page);
    await into(page, "Usedesk");
    await press(page, "Control", "Enter");
    await waitFor(page, () => document.querySelector("[aria-invalid=true]"));
    await walk("new-en");
    await press(page, "Escape");
    await click(page, "button", "Settings");
    await click(page, "radio", "Русский");
    await press(page, "Escape");
    await begin(page);
    await press(page, "Control", "Enter");
    await text(page, /Заполните это поле/);
    await walk("new-ru");
    await page.close();
  });
});
