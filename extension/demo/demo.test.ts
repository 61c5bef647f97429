import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { keptIn } from "../kept";
import { areaDouble } from "../kept.double";
import { answer, begin, end } from "./demo";
import { answering, granting, place } from "./place";
import { seed as english } from "./seed.en";
import { seed as russian } from "./seed.ru";
import type { Texts } from "./sow";

/** A demo that somebody has begun, and how it is asked; opening it anew is what a closed panel does. */
async function begun(seed = english) {
  const area = areaDouble();
  let now = Date.UTC(2026, 4, 19, 12);
  const open = () => {
    const ground = { storage: keptIn(() => area), now: () => now, alone: (work: () => Promise<void>) => work() };
    const ask = async (method: string, path: string, body?: object) => {
      const response = await answer(ground, `${place.address}/${path}`, { method, body: body ? new TextEncoder().encode(JSON.stringify(body)) : null });
      return { status: response.status, said: (await response.json()) as Told };
    };
    return { ground, ask };
  };
  const { ground, ask } = open();
  const unread = await begin(ground, seed);
  return { area, ground, ask, open, unread, later: (ms: number) => (now += ms), seconds: () => now / 1000 };
}

interface TicketTold {
  id: number;
  subject: string;
  status: number;
  priority: string;
  client: { name: string };
  assignee: { name: string } | null;
  tags: string[];
  sla: { type: string; at: number }[];
  updated: number;
  completed: number;
}

interface Told {
  id: number;
  problem: string;
  tickets: TicketTold[];
  ticket: TicketTold;
  entries: { id: number; by: { name: string }; private: boolean; text: string; at: number }[];
  events: { by: { name: string }; property: string; before: string; after: string }[];
  person: { id: number; name: string } | null;
  agents: { id: number }[];
}

const late = "Irrigation does not start in house 3";

async function ticketOf({ ask }: Awaited<ReturnType<typeof begun>>, subject: string): Promise<number> {
  const id = (await ask("GET", "tickets")).said.tickets.find((t) => t.subject === subject)?.id;
  assert.ok(id);
  return id;
}

describe("what the demo begins with", () => {
  for (const [language, seed] of Object.entries({ english, russian })) {
    test(`each message has its words in ${language}`, () => {
      assert.equal(seed.texts.tickets.length, seed.tickets.length);
      seed.tickets.forEach(({ talk }, i) => assert.equal(seed.texts.tickets[i]?.length, talk.length + 1, seed.texts.tickets[i]?.[0]));
      assert.ok(Object.values(seed.texts as unknown as Record<string, unknown>).flat(3).every((word) => word !== ""));
    });
  }

  test("both languages have as many people, agents, groups and tags, and no address that anybody could have", () => {
    const counts = ({ agents, groups, people, tags }: Texts) => [agents, groups, people, tags].map((all) => all.length);
    assert.deepEqual(counts(russian.texts), counts(english.texts));
    for (const { texts } of [english, russian]) {
      for (const [, email] of [...texts.agents, ...texts.people]) assert.match(email, /@(.+\.example|example\.(com|net|org))$/);
    }
  });

  test("its times are before the moment at which it began, and some of what is agreed is late", async () => {
    const demo = await begun();
    const { tickets } = (await demo.ask("GET", "tickets")).said;
    assert.ok(tickets.every((t) => t.updated < demo.seconds()));
    const due = tickets.flatMap((t) => t.sla.map((s) => s.at - demo.seconds()));
    assert.ok(due.some((left) => left < 0) && due.some((left) => left > 0 && left < 3600));
    assert.equal(demo.unread?.length, 6);
  });

  test("mail that is quoted stands in a quotation, and nothing of a text is taken for markup", async () => {
    const demo = await begun({ ...english, texts: { ...english.texts, tickets: english.texts.tickets.map((t, i) => (i === 0 ? [t[0], "a <b> & c\n\n> d\n> e\n\n- f\n- g"] : t)) } });
    const { entries } = (await demo.ask("GET", `tickets/${await ticketOf(demo, english.texts.tickets[0]?.[0] ?? "")}`)).said;
    assert.equal(entries[0]?.text, '<p>a &lt;b&gt; &amp; c</p><blockquote type="cite"><p>d<br>e</p></blockquote><ul><li>f</li><li>g</li></ul>');
  });
});

describe("what is done to a ticket of the demo", () => {
  test("a reply keeps what was agreed about one; a private note does not", async () => {
    const demo = await begun();
    const id = await ticketOf(demo, late);
    await demo.ask("POST", `tickets/${id}/entries`, { text: "<p>A note</p>", private: true });
    const noted = (await demo.ask("GET", `tickets/${id}`)).said;
    assert.deepEqual(noted.ticket.sla.map((s) => s.type), ["next_reply", "close"]);
    const { said } = await demo.ask("POST", `tickets/${id}/entries`, { text: "<p>On my way</p>" });
    const replied = (await demo.ask("GET", `tickets/${id}`)).said;
    assert.deepEqual(replied.ticket.sla.map((s) => s.type), ["close"]);
    assert.deepEqual(replied.entries.slice(-2).map((e) => [e.id, e.by.name, e.private, e.text]), [[said.id - 1, "Sam Rivera", true, "<p>A note</p>"], [said.id, "Sam Rivera", false, "<p>On my way</p>"]]);
    assert.equal(replied.ticket.updated, demo.seconds());
  });

  test("one that is closed is completed and due no more; opened again it is not completed", async () => {
    const demo = await begun();
    const id = await ticketOf(demo, late);
    await demo.ask("POST", `tickets/${id}`, { property: "status", value: "6" });
    const closed = (await demo.ask("GET", `tickets/${id}`)).said;
    assert.deepEqual([closed.ticket.completed, closed.ticket.sla], [demo.seconds(), []]);
    assert.deepEqual(closed.events.map(({ by, property, before, after }) => [by.name, property, before, after]), [["Sam Rivera", "status", "2", "6"]]);
    await demo.ask("POST", `tickets/${id}`, { property: "status", value: "2" });
    assert.equal((await demo.ask("GET", `tickets/${id}`)).said.ticket.completed, 0);
  });

  test("what it has already changes nothing", async () => {
    const demo = await begun();
    const id = await ticketOf(demo, late);
    const before = (await demo.ask("GET", `tickets/${id}`)).said;
    demo.later(60_000);
    await demo.ask("POST", `tickets/${id}`, { property: "priority", value: "urgent" });
    assert.deepEqual((await demo.ask("GET", `tickets/${id}`)).said, before);
  });

  test("a new ticket goes to the client of its address, known or not, and comes first", async () => {
    const demo = await begun();
    for (const [email, name] of [["Anna.Weber@example.com", "Anna Weber"], ["new@example.com", "Somebody New"]] as const) {
      demo.later(1000);
      const made = await demo.ask("POST", "tickets", { subject: "Hello", text: "<p>Hi</p>", email, name, priority: "high", tags: "a\nb", assignee: "2" });
      const first = (await demo.ask("GET", "tickets")).said.tickets[0];
      assert.deepEqual([first?.id, first?.client.name, first?.priority, first?.tags, first?.assignee?.name], [made.said.id, name, "high", ["a", "b"], "Priya Nair"]);
      assert.equal((await demo.ask("GET", `people?email=${encodeURIComponent(email)}`)).said.person?.name, name);
    }
  });
});

describe("what the demo keeps", () => {
  test("it is there when the panel is opened again", async () => {
    const demo = await begun();
    const id = await ticketOf(demo, late);
    await demo.ask("POST", `tickets/${id}`, { property: "assignee", value: "" });
    assert.equal((await demo.open().ask("GET", `tickets/${id}`)).said.ticket.assignee, null);
  });

  test("once it has ended nothing is left, and whoever still asks is told so", async () => {
    const demo = await begun();
    assert.ok(await end(demo.ground));
    assert.deepEqual(demo.area.stored, { demo: null });
    assert.deepEqual(await demo.ask("GET", "tickets"), { status: 404, said: { problem: "the demo has ended" } });
  });

  test("what cannot be kept is not done", async () => {
    const demo = await begun();
    const id = await ticketOf(demo, late);
    demo.area.full = true;
    assert.equal((await demo.ask("POST", `tickets/${id}/entries`, { text: "<p>Lost</p>" })).status, 503);
    assert.equal(await begin(demo.ground, english), undefined);
    demo.area.full = false;
    assert.equal((await demo.ask("GET", `tickets/${id}`)).said.entries.length, 4);
  });
});

test("what is refused says why", async () => {
  const demo = await begun();
  const id = await ticketOf(demo, late);
  const cases: [string, string, object | undefined, number, string][] = [
    ["GET", "tickets/1", undefined, 404, "there is no ticket 1"],
    ["GET", "people/1", undefined, 404, "there is no person 1"],
    ["GET", "somewhere", undefined, 404, "there is no somewhere"],
    ["POST", "names", {}, 404, "there is no names"],
    ["POST", `tickets/${id}`, undefined, 400, "the body is no JSON"],
    ["POST", `tickets/${id}`, { property: "status", value: "8" }, 400, 'status cannot be "8"'],
    ["POST", `tickets/${id}`, { property: "assignee", value: "Priya" }, 400, 'assignee cannot be "Priya"'],
    ["POST", `tickets/${id}`, { property: "group", value: "9" }, 400, 'group cannot be "9"'],
    ["POST", `tickets/${id}`, { property: "priority", value: "extreme" }, 400, 'priority cannot be "extreme"'],
    ["POST", `tickets/${id}`, { property: "type", value: "idea" }, 400, 'type cannot be "idea"'],
    ["POST", `tickets/${id}/entries`, { text: " " }, 400, "text is missing"],
    ["POST", "tickets", { text: "a", email: "b@example.com" }, 400, "subject is missing"],
    ["POST", "tickets", { subject: "a", text: "b" }, 400, "email is missing"],
  ];
  const before = structuredClone(demo.area.stored);
  for (const [method, path, body, status, problem] of cases) assert.deepEqual(await demo.ask(method, path, body), { status, said: { problem } }, `${method} ${path}`);
  assert.deepEqual(demo.area.stored, before);
});

test("what goes to the demo goes nowhere else, and nobody is asked for access to it", async () => {
  const log: string[] = [];
  const fetch = answering(
    async (url) => (log.push(`network ${url}`), new Response()),
    async (url) => (log.push(`demo ${url}`), new Response()),
  );
  const others = [`${place.address}.evil.test/tickets`, "https://desk.test/tickets"];
  for (const url of [`${place.address}/tickets`, ...others]) await fetch(url, {});
  assert.deepEqual(log, [`demo ${place.address}/tickets`, ...others.map((url) => `network ${url}`)]);

  const asked: string[] = [];
  const note = async (pattern: string) => (asked.push(pattern), false);
  const access = granting({ request: note, granted: note, drop: note });
  for (const ask of [access.request, access.granted, access.drop]) {
    assert.equal(await ask(place.pattern), true);
    assert.equal(await ask("https://desk.test/*"), false);
  }
  assert.deepEqual(asked, Array.from({ length: 3 }, () => "https://desk.test/*"));
});
