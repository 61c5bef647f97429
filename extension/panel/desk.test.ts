import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CoreError } from "../../wasm/core";
import type { AddressArgs, AddressResult, ChangeMarksArgs, CheckArgs, CheckResult, DirectoryArgs, PaceArgs, PaceResult, Part, ReadArgs, SelectArgs } from "../../wasm/core.gen";
import { keptIn } from "../kept";
import { areaDouble } from "../kept.double";
import { Desk } from "./desk";
import type { Outside, SidebarCore } from "./session";
import { visibleRows } from "./tickets/listing";
import { account, directory, failure, list, page, row, ticket, said } from "./samples";
import { joining } from "./tickets/gather/joining.double";
import { initialState, type Place } from "./state";

/** An outside in which everything that happens is written down. */
function outside() {
  const log: string[] = [];
  const area = areaDouble();
  const passing = areaDouble();
  const granted = new Set<string>();
  const join = joining();
  const world = {
    log,
    area,
    stored: area.stored,
    granted,
    now: 1_000_000,
    allow: true,
    check: async ({ account: { address } }: CheckArgs): Promise<CheckResult> => ({ address, host: new URL(address).host, agents: [], agent: { id: 1, name: "Olga", email: "" }, summary: said("The key works.") }),
    /** The tickets of an account; those of "a" where a test says nothing else. */
    lists: async (args: ReadArgs): Promise<Part> => page(args.account.id, args.account.id === "a" ? [row("a/1")] : [], world.now),
    pace: (_: PaceArgs): PaceResult => ({ due: [] }),
    signals: [] as (AbortSignal | undefined)[],
    painted: async (): Promise<void> => undefined,
  };
  const core = {
    starts: 1,
    hold(table: Uint8Array): number {
      return table[0] ?? 0;
    },
    release(number: number): void {
      join.release(number);
    },
    call(op: string, given: unknown): unknown {
      if (op === "tickets.select") {
        const { query, table } = given as SelectArgs;
        log.push(`select ${query}`);
        if (query === "broken") throw new CoreError(failure("protocol"));
        return { rows: query === "nothing" ? [] : join.numbers(table).slice(1, 2) };
      }
      if (op === "tickets.join") return join.call(given as Parameters<typeof join.call>[0]);
      if (op === "tickets.pace") return world.pace(given as PaceArgs);
      if (op === "marks.change" && (given as ChangeMarksArgs).what === "unseen") log.push(`new ${(given as ChangeMarksArgs).rows.map((r) => r.key).join()}`);
      if (op === "marks.change") return { marks: { first: 1000, seen: [], asleep: [] }, lent: new Uint8Array([9]) };
      if (op === "marks.read") return { unread: [], asleep: [], hidden: [], next: 0 };
      const args = given as AddressArgs;
      if (args.input === "") throw new CoreError(failure("invalid", [{ field: "address", say: said("Enter the address.") }]));
      if (!args.system) throw new CoreError(failure("invalid", [{ field: "system", say: said("Choose.") }]));
      return { address: `https://${args.input}`, host: args.input, pattern: `https://${args.input}/*`, warning: args.input === "plain.example.com" ? said("Not encrypted.") : { id: "", args: [] } } satisfies AddressResult;
    },
    run(op: string, args: unknown, options?: { signal?: AbortSignal }) {
      log.push(op);
      world.signals.push(options?.signal);
      if (op === "account.check") return world.check(args as CheckArgs);
      if (op === "tickets.read") return world.lists(args as ReadArgs).then((part) => join.known(part));
      if (op === "account.directory") return Promise.resolve({ directory: directory((args as DirectoryArgs).account.id), missing: [], at: world.now, stale_at: world.now + 86_400_000 });
      return Promise.resolve(ticket("a/1"));
    },
  } as unknown as SidebarCore;
  const given: Outside = {
    core: Promise.resolve(core),
    shown: () => {},
    painted: () => world.painted(),
    storage: keptIn(() => area),
    session: keptIn(() => passing),
    notifications: { request: async () => world.allow, granted: async () => false },
    creations: { all: async () => [], write: async () => true, drop: async () => true, watch: () => undefined, reseal: async () => undefined },
    noteDrafts: { all: async () => [], write: async () => true, drop: async () => true, watch: () => undefined, reseal: async () => undefined },
    drafts: { all: async () => [], write: async () => true, drop: async () => true, watch: () => undefined, reseal: async () => undefined },
    tickets: { put: async () => true, get: async () => null, forget: async () => undefined, reseal: async () => undefined },
    files: { all: async () => [], content: async () => undefined, put: async () => true, drop: async () => undefined, watch: () => undefined, reseal: async () => undefined },
    access: {
      request: async (pattern) => {
        log.push(`ask for ${pattern}`);
        if (world.allow) granted.add(pattern);
        return world.allow;
      },
      granted: async (pattern) => granted.has(pattern),
      drop: async (pattern) => {
        log.push(`give back ${pattern}`);
        return granted.delete(pattern);
      },
    },
    fetch: () => Promise.reject(new Error("nothing is fetched here")),
    demo: {
      begin: async (language) => {
        log.push(`demo in ${language}`);
        return area.full ? undefined : [{ id: 7, updated: 900 }];
      },
      end: async () => {
        log.push("demo ends");
        return !area.full;
      },
    },
    openOutbox: () => ({ run: () => Promise.reject(new Error("nothing is changed here")), look: () => {}, read: async () => {} }),
    now: () => world.now,
    alone: (_, work) => work(),
    newID: () => "new",
    applyTheme: (theme) => {
      log.push(`theme ${theme}`);
      return !area.full;
    },
    left: null,
    leave: () => !area.full,
    keepLooks: () => !area.full,
    keepLanguage: (language) => {
      log.push(`language ${language}`);
      return !area.full;
    },
    speak: async (language) => (language === "system" ? "en" : language),
  };
  return { world, given };
}

async function started(kept: Record<string, unknown> = {}, place: Place = "tickets") {
  const { world, given } = outside();
  Object.assign(world.stored, kept);
  for (const a of (kept["accounts"] ?? []) as { pattern: string }[]) world.granted.add(a.pattern);
  const desk = new Desk(given, initialState(place, "system", true, 1000));
  await desk.start();
  return { desk, world, state: () => desk.state.value };
}

function fill(desk: Desk, address: string, key: string): void {
  desk.accounts.typeInForm("system", "useresponse");
  desk.accounts.typeInForm("address", address);
  desk.accounts.typeInForm("key", key);
}

describe("looking around without an account", () => {
  const demo = (world: { stored: Record<string, unknown> }) => (world.stored["accounts"] as { system: string; pattern: string }[]).map((a) => a.system);

  test("one press adds the demo in the language that is spoken, and marks what nobody has looked at before the list is asked for", async () => {
    const { desk, world, state } = await started();
    world.log.length = 0;
    world.granted.add("https://demo.deskside.invalid/*");
    await desk.demo.begin();
    assert.deepEqual(demo(world), ["demo"]);
    assert.equal(state().accounts[0]?.address, "https://demo.deskside.invalid");
    assert.deepEqual(world.log, ["demo in en", "new new/7", "tickets.read", "account.directory", "tickets.read"]);
  });

  test("where the demo cannot be kept it does not begin, and that is said", async () => {
    const { desk, world, state } = await started();
    world.area.full = true;
    await desk.demo.begin();
    assert.deepEqual(state().accounts, []);
    assert.match(state().notice?.sentence ?? "", /could not keep the demo/);
  });

  test("it begins beside no helpdesk", async () => {
    const { desk, world } = await started({ accounts: [account("a")] });
    world.log.length = 0;
    await desk.demo.begin();
    assert.deepEqual(world.log, []);
  });

  test("ending it leaves nothing", async () => {
    const { desk, world, state } = await started();
    world.granted.add("https://demo.deskside.invalid/*");
    await desk.demo.begin();
    await desk.demo.end();
    assert.deepEqual(state().accounts, []);
    assert.equal(state().removed, null);
    assert.equal(world.log.at(-1), "demo ends");
    const { accounts, lists, names, marks } = world.stored;
    assert.deepEqual({ accounts, lists, names, marks }, { accounts: [], lists: {}, names: {}, marks: { first: 0, seen: [], asleep: [] } });
  });

  test("where it cannot be ended it goes on, and that is said", async () => {
    const { desk, world, state } = await started();
    world.granted.add("https://demo.deskside.invalid/*");
    await desk.demo.begin();
    world.area.full = true;
    await desk.demo.end();
    assert.equal(state().accounts.length, 1);
    assert.match(state().notice?.sentence ?? "", /could not end the demo/);
  });

  test("a helpdesk that is added takes its place", async () => {
    const { desk, world, state } = await started();
    world.granted.add("https://demo.deskside.invalid/*");
    await desk.demo.begin();
    fill(desk, "desk.example.com", "k");
    await desk.accounts.add();
    assert.deepEqual(demo(world), ["useresponse"]);
    assert.deepEqual(state().accounts.map((a) => a.system), ["useresponse"]);
    assert.ok(world.log.includes("demo ends"));
  });
});

describe("adding a helpdesk", () => {
  test("asks for exactly its host, before anything is awaited, then checks the key, lists its tickets, and again with the names it learned", async () => {
    const { desk, world, state } = await started();
    desk.go("add");
    fill(desk, "help.example.com", " k1 ");
    const adding = desk.accounts.add();
    assert.deepEqual(world.log, ["ask for https://help.example.com/*"], "the browser is asked within the click");
    await adding;
    assert.deepEqual(world.log, ["ask for https://help.example.com/*", "account.check", "tickets.read", "account.directory", "tickets.read"]);
    const added = { id: "new", system: "useresponse", address: "https://help.example.com", key: "k1", host: "help.example.com", pattern: "https://help.example.com/*", agent: "Olga", me: 0 };
    assert.deepEqual(world.stored["accounts"], [added]);
    assert.equal(state().place, "tickets");
    assert.deepEqual(state().notice, { kind: "done", sentence: "The key works." });
  });

  test("says everything that is missing at once and asks nobody", async () => {
    const { desk, world, state } = await started();
    await desk.accounts.add();
    assert.deepEqual(state().form.problems, { address: "Enter the address.", key: "Enter the API key." });
    desk.accounts.typeInForm("address", "help.example.com");
    await desk.accounts.add();
    assert.deepEqual(state().form.problems, { system: "Choose.", key: "Enter the API key." });
    assert.deepEqual(world.log, []);
  });

  test("keeps what was typed when access is refused", async () => {
    const { desk, world, state } = await started();
    world.allow = false;
    fill(desk, "help.example.com", "k1");
    await desk.accounts.add();
    assert.deepEqual([state().form.address, state().form.key, state().form.step], ["help.example.com", "k1", ""]);
    assert.match(state().form.problems.address ?? "", /help\.example\.com/);
    assert.equal(world.log.includes("account.check"), false);
  });

  test("keeps what was typed when the key is refused, and gives the access back", async () => {
    const { desk, world, state } = await started();
    world.check = () => Promise.reject(new CoreError(failure("unauthorized")));
    fill(desk, "help.example.com", "k1");
    await desk.accounts.add();
    assert.deepEqual(state().form.problems, { key: "It is unauthorized." });
    assert.deepEqual([state().form.address, state().form.key], ["help.example.com", "k1"]);
    assert.equal(world.granted.size, 0);
    assert.equal(world.stored["accounts"], undefined);
  });

  test("does not give back the access that another account needs", async () => {
    const { desk, world } = await started({ accounts: [account("a", { pattern: "https://help.example.com/*" })] });
    world.check = () => Promise.reject(new CoreError(failure("unauthorized")));
    fill(desk, "help.example.com", "k1");
    await desk.accounts.add();
    assert.deepEqual([...world.granted], ["https://help.example.com/*"]);
  });

  test("warns while the address is typed", async () => {
    const { desk, state } = await started();
    fill(desk, "plain.example.com", "");
    assert.equal(state().form.warning, "Not encrypted.");
    desk.accounts.typeInForm("address", "help.example.com");
    assert.equal(state().form.warning, "");
  });

  test("refuses the same key at the same helpdesk", async () => {
    const { desk, state } = await started({ accounts: [account("a")] });
    fill(desk, "a.example.com", "secret-of-a");
    await desk.accounts.add();
    assert.match(state().form.problems.address ?? "", /already/);
  });
});

describe("removing a helpdesk", () => {
  const kept = () => ({ accounts: [account("a"), account("b")], lists: { "status:active": { ...list([row("a/1"), row("b/1")]), old: [] } } });

  test("takes its key out of storage at once; undone, it is back", async () => {
    const { desk, world } = await started(kept());
    await desk.accounts.remove("a");
    assert.equal(JSON.stringify(world.stored["accounts"]).includes("secret-of-a"), false);
    await desk.accounts.undoRemoval();
    assert.deepEqual(world.stored["accounts"], [account("a"), account("b")]);
    assert.equal(world.granted.has(account("a").pattern), true);
  });

  test("gives its access back and drops its tickets once it is settled", async () => {
    const { desk, world } = await started(kept());
    world.lists = async ({ account: { id } }) => page(id, [row(`${id}/1`)]);
    await desk.tickets.refresh();
    await desk.accounts.remove("a");
    await desk.accounts.settle();
    assert.deepEqual([...world.granted], [account("b").pattern]);
    assert.equal(JSON.stringify(world.stored["lists"]).includes("a/1"), false);
    assert.deepEqual(world.stored["gone"], []);
  });

  test("undone, nothing is left to be forgotten", async () => {
    const { desk, world } = await started(kept());
    await desk.accounts.remove("a");
    assert.deepEqual((world.stored["gone"] as { id: string }[]).map((g) => g.id), ["a"]);
    await desk.accounts.undoRemoval();
    assert.deepEqual(world.stored["gone"], []);
  });

  test("what a panel that was closed has left of it is forgotten by the next, unless it may still be undone", async () => {
    const gone = (id: string, at: number) => ({ id, pattern: account(id).pattern, at });
    const { world } = await started({ ...kept(), accounts: [account("b")], signatures: { a: "Anna", c: "Carl", b: "Berta" }, gone: [gone("a", 900_000), gone("c", 999_000)] });
    await new Promise(setImmediate);
    assert.deepEqual(world.stored["gone"], [gone("c", 999_000)]);
    assert.deepEqual(world.stored["signatures"], { c: "Carl", b: "Berta" });
    assert.deepEqual(world.log.filter((l) => l.startsWith("give back")).at(-1), `give back ${account("a").pattern}`);
  });
});

describe("the list", () => {
  test("is that of before, then that of now", async () => {
    const { world, given } = outside();
    Object.assign(world.stored, { accounts: [account("a")], lists: { "status:active": { ...list([row("a/7")]), old: [] } } });
    world.granted.add(account("a").pattern);
    let answer: (part: Part) => void = () => undefined;
    world.lists = () => new Promise((resolve) => (answer = resolve));
    const desk = new Desk(given, initialState("tickets", "system", true, 1000));
    const starting = desk.start();
    await new Promise(setImmediate);
    assert.deepEqual(visibleRows(desk.state.value.list).map((r) => r.key), ["a/7"]);
    answer(page("a", [row("a/8")]));
    await starting;
    assert.deepEqual(visibleRows(desk.state.value.list).map((r) => r.key), ["a/8"]);
    assert.match(JSON.stringify(world.stored["lists"]), /a\/8/);
  });

  test("is kept once it is painted, without the tickets of a helpdesk that was removed meanwhile", async () => {
    const { desk, world } = await started({ accounts: [account("a"), account("b")] });
    world.lists = async ({ account: { id } }) => page(id, [row(`${id}/5`)]);
    let paint = () => {};
    world.painted = () => new Promise((go) => (paint = go));
    const refreshed = desk.tickets.refresh();
    await new Promise(setImmediate);
    assert.deepEqual(visibleRows(desk.state.value.list).map((r) => r.key).sort(), ["a/5", "b/5"]);
    assert.doesNotMatch(JSON.stringify(world.stored["lists"] ?? {}), /\/5/);
    await desk.accounts.remove("a");
    await desk.accounts.settle();
    paint();
    await refreshed;
    assert.match(JSON.stringify(world.stored["lists"]), /b\/5/);
    assert.doesNotMatch(JSON.stringify(world.stored["lists"]), /a\/5/);
  });

  test("asks only the helpdesks that may be reached", async () => {
    const { desk, world, state } = await started({ accounts: [account("a"), account("b")] });
    world.granted.delete(account("b").pattern);
    const asked: string[] = [];
    world.lists = async ({ account: { id } }) => {
      asked.push(id);
      return page(id, []);
    };
    await desk.accounts.accessChanged();
    assert.deepEqual(asked, ["a"]);
    assert.deepEqual(state().denied, ["b"]);
    await desk.accounts.allow(account("b"));
    assert.deepEqual(asked, ["a", "a", "b"]);
  });

  test("gives the core no more of an account than it takes", async () => {
    const { desk, world } = await started({ accounts: [account("a")] });
    world.lists = async ({ account }) => {
      assert.deepEqual(Object.keys(account).sort(), ["address", "id", "key", "system"]);
      return page(account.id, []);
    };
    await desk.tickets.refresh();
  });

  test("stops the question before when another is asked", async () => {
    const { desk, world, state } = await started({ accounts: [account("a")] });
    world.lists = ({ query }) => (query === "status:new" ? new Promise(() => undefined) : Promise.resolve(page("a", [row("a/2")])));
    void desk.tickets.choose("status:new");
    const first = world.signals.at(-1);
    await desk.tickets.choose("status:open");
    assert.equal(first?.aborted, true);
    assert.deepEqual(visibleRows(state().list).map((r) => r.key), ["a/2"]);
  });

  test("asks again those whose time the core says it is, and only while somebody can see it", async () => {
    const { desk, world } = await started({ accounts: [account("a"), account("b")] });
    const paced: PaceArgs[] = [];
    world.pace = (args) => {
      paced.push(args);
      return { due: ["b"] };
    };
    world.log.length = 0;
    world.now += 60_000;
    await desk.tickets.looked();
    assert.deepEqual(world.log, ["tickets.read"]);
    assert.deepEqual(paced[0]?.accounts.map((a) => [a.account, a.at, a.stale_at, a.failures]), [["a", 1_000_000, 1_060_000, 0], ["b", 1_000_000, 1_060_000, 0]]);
    assert.equal(paced[0]?.touched, 1_060_000, "who looks is there");
    desk.network(false);
    await desk.tickets.follow();
    desk.go("settings");
    await desk.tickets.follow();
    assert.equal(paced.length, 1);
  });

  test("tells the core how often in a row an account did not answer", async () => {
    const { desk, world } = await started({ accounts: [account("a")] });
    const paced: PaceArgs[] = [];
    world.pace = (args) => {
      paced.push(args);
      return { due: ["a"] };
    };
    world.lists = () => Promise.reject(new CoreError({ ...failure("rate_limited"), retry_after_ms: 5000 }));
    await desk.tickets.follow();
    await desk.tickets.follow();
    await desk.tickets.follow();
    assert.deepEqual(paced.map(({ accounts: [a] }) => [a?.failures, a?.retry_after_ms]), [[0, 0], [1, 5000], [2, 5000]]);
  });

  test("has the tickets of a fast helpdesk while a slow one is on its way", async () => {
    const { desk, world, state } = await started({ accounts: [account("a"), account("b")] });
    let answer: (part: Part) => void = () => undefined;
    world.lists = ({ account: { id } }) => (id === "b" ? new Promise((resolve) => (answer = resolve)) : Promise.resolve(page(id, [row("a/2")])));
    const chosen = desk.tickets.choose("status:new");
    await new Promise(setImmediate);
    assert.deepEqual(visibleRows(state().list).map((r) => r.key), ["a/2"]);
    assert.deepEqual(state().list.waiting, ["b"]);
    answer(page("b", [row("b/9")]));
    await chosen;
    assert.deepEqual(visibleRows(state().list).map((r) => r.key), ["a/2", "b/9"]);
    assert.equal(state().list.request, 0);
  });

  test("is asked for when the network is back", async () => {
    const { desk, world } = await started({ accounts: [account("a")] });
    desk.network(false);
    const before = world.log.length;
    desk.network(true);
    assert.deepEqual(world.log.slice(before), ["tickets.read"]);
  });
});

describe("a query that is being typed", () => {
  const pageOf = (...keys: string[]): Part => page("a", keys.map((key) => row(key)));
  const keys = (desk: Desk) => visibleRows(desk.state.value.list).map((r) => r.key);

  test("narrows the rows at each key", async () => {
    const { desk, world } = await started({ accounts: [account("a")] });
    world.lists = async () => pageOf("a/1", "a/2", "a/3");
    await desk.tickets.refresh();
    world.log.length = 0;
    desk.tickets.type("exp");
    assert.deepEqual(keys(desk), ["a/2"]);
    desk.tickets.type("export");
    assert.deepEqual(world.log, ["select exp", "select export"]);
    desk.tickets.resetQuery();
    assert.deepEqual(keys(desk), ["a/1", "a/2", "a/3"]);
  });

  test("leaves the rows as they are where nothing is selected or the core stops", async () => {
    const { desk, world } = await started({ accounts: [account("a")] });
    world.lists = async () => pageOf("a/1", "a/2");
    await desk.tickets.refresh();
    for (const query of ["nothing", "broken"]) {
      desk.tickets.type(query);
      assert.deepEqual(keys(desk), ["a/1", "a/2"], query);
    }
  });

  test("selects of the rows that come while it stands there, too", async () => {
    const { desk, world } = await started({ accounts: [account("a")] });
    world.lists = async () => pageOf("a/1", "a/2");
    await desk.tickets.refresh();
    desk.tickets.type("exp");
    assert.deepEqual(keys(desk), ["a/2"]);
    world.lists = async () => pageOf("a/3", "a/4");
    await desk.tickets.refresh();
    assert.equal(desk.state.value.list.draft, "exp");
    assert.deepEqual(keys(desk), ["a/4"]);
  });
});

test("the tickets of a helpdesk that fails once stay, and are said to be from before", async () => {
  const { desk, world, state } = await started({ accounts: [account("a"), account("b")] });
  const answers = (a: string, b: string | null, at: number) => {
    world.lists = ({ account: { id } }) => (id === "a" ? Promise.resolve(page("a", [row(a)], at)) : b ? Promise.resolve(page("b", [row(b)], at)) : Promise.reject(new CoreError(failure("unavailable"))));
  };
  answers("a/1", "b/1", 1_000_000);
  await desk.tickets.refresh();
  answers("a/2", null, 1_060_000);
  await desk.tickets.refresh();
  assert.deepEqual(visibleRows(state().list).map((r) => r.key), ["b/1", "a/2"]);
  assert.deepEqual(state().list.shown?.old, [{ account: "b", at: 1_000_000 }]);
  assert.equal(state().list.shown?.result.at, 1_060_000, "the others are of now");
  const kept = world.stored["lists"] as Record<string, { old: unknown }>;
  assert.deepEqual(kept["status:active"]?.old, [{ account: "b", at: 1_000_000 }], "also the next time");
  answers("a/2", "b/2", 1_120_000);
  await desk.tickets.refresh();
  assert.deepEqual(state().list.shown?.old, []);
});

test("a core that does not start is said, and the accounts are still there", async () => {
  const { world, given } = outside();
  Object.assign(world.stored, { accounts: [account("a")] });
  const desk = new Desk({ ...given, core: Promise.reject(new Error("no")) }, initialState("tickets", "system", true, 1000));
  await desk.start();
  assert.equal(desk.state.value.core, "failed");
  assert.equal(desk.state.value.accounts.length, 1);
});

test("what the core says of an error is shown, what anything else says is not", async () => {
  const { desk, world, state } = await started({ accounts: [account("a")] });
  world.lists = () => Promise.reject(new TypeError("secret-of-a in a stack"));
  await desk.tickets.refresh();
  assert.equal(state().list.problems[0]?.failure.say.id, "core.unexpected");
  assert.equal(JSON.stringify(state().list.problems).includes("secret"), false);
});

test("another page's change of the accounts is followed", async () => {
  const { desk, world, state } = await started({ accounts: [account("a")] });
  const before = world.log.length;
  await desk.accounts.changed();
  assert.equal(world.log.length, before, "its own writing changes nothing");
  world.stored["accounts"] = [account("a"), account("b")];
  await desk.accounts.changed();
  assert.deepEqual(state().accounts.map((a) => a.id), ["a", "b"]);
  assert.deepEqual(world.log.slice(before), ["tickets.read"]);
});

describe("the names of an account", () => {
  test("are read once, kept, and given to lists from then on", async () => {
    const asked: ReadArgs[] = [];
    const { desk, world } = await started({ accounts: [account("a")] });
    world.lists = async (args) => {
      asked.push(args);
      return page("a", [row("a/1")], world.now);
    };
    await desk.tickets.choose("group:billing");
    assert.deepEqual(asked[0]?.directories.map((d) => d.account), ["a"]);
    assert.equal(world.log.filter((op) => op === "account.directory").length, 1);
    assert.deepEqual(Object.keys(world.stored["names"] as object), ["a"]);
  });

  test("are not read again until they are old", async () => {
    const { world } = await started({ accounts: [account("a")], names: { a: { directory: directory("a"), at: 900_000, staleAt: 2_000_000 } } });
    assert.equal(world.log.includes("account.directory"), false);
  });
});

test("a list is made longer from where it ends, and no page of it is asked for twice", async () => {
  const asked: [string, number][] = [];
  const { desk, world, state } = await started({ accounts: [account("a")] });
  world.lists = async ({ from, rows }) => {
    const at = from[0] ?? 0;
    asked.push([`page ${at}`, rows]);
    return { ...page("a", [row(`a/${at}`)], world.now, [at + 1]), again: at === 1 };
  };
  await desk.tickets.choose("invoice");
  await desk.tickets.more();
  assert.deepEqual(asked, [["page 0", 100], ["page 1", 100], ["page 2", 0]]);
  assert.deepEqual(visibleRows(state().list).map((r) => r.key), ["a/0", "a/1", "a/2"]);
  await desk.tickets.choose("other");
  assert.deepEqual(asked.at(-1), ["page 0", 100]);
});

test("who asks for what is new while the list is being read has it read again after that, once", async () => {
  const { desk, world, state } = await started({ accounts: [account("a"), account("b")] });
  let reads: string[] = [];
  let answer = () => {};
  let slow = true;
  const asked = new Promise<void>((resolve) => {
    world.lists = async ({ account: { id } }) => {
      reads.push(id);
      if (id === "a" && slow) {
        slow = false;
        resolve();
        await new Promise<void>((go) => (answer = go));
      }
      return page(id, [row(`${id}/${reads.length}`)], world.now);
    };
  });
  const reading = desk.tickets.choose("invoice");
  await asked;
  await Promise.all([desk.tickets.refresh(), desk.tickets.refresh()]);
  reads = [];
  answer();
  await reading;
  assert.deepEqual(reads.filter((id) => id === "a"), ["a"], "what was being read began before");
  assert.ok(state().list.shown?.result.rows.some((r) => r.key.startsWith("a/")));
  assert.equal(state().list.request, 0);
  await desk.tickets.refresh();
  assert.equal(reads.filter((id) => id === "a").length, 2, "and then only when asked");
});

test("who asks for further tickets while the list is being read has them after that, though the pointer is on it", async () => {
  const { desk, world, state } = await started({ accounts: [account("a")] });
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    world.lists = async ({ from }) => {
      const at = from[0] ?? 0;
      if (at === 0) {
        resolve();
        await new Promise<void>((go) => (answer = go));
      }
      return { ...page("a", [row(`a/${at}`)], world.now, at < 2 ? [at + 1] : []), again: false };
    };
  });
  const reading = desk.tickets.choose("invoice");
  await asked;
  desk.tickets.point(true);
  await desk.tickets.more();
  assert.equal(state().list.longer, true, "what was pressed is seen");
  answer();
  await reading;
  assert.deepEqual(visibleRows(state().list).map((r) => r.key), ["a/0", "a/1"], "once, not twice");
  assert.equal(state().list.longer, false);
});

test("a new key is kept only if it works", async () => {
  const { desk, world, state } = await started({ accounts: [account("a")] }, "settings");
  desk.accounts.editKey("a");
  desk.accounts.typeKey("k2");
  world.check = () => Promise.reject(new CoreError(failure("unauthorized")));
  await desk.accounts.saveKey();
  assert.deepEqual(state().edit?.problems, { key: "It is unauthorized." });
  assert.equal(state().edit?.key, "k2");
  assert.equal(state().accounts[0]?.key, "secret-of-a");
  world.check = async ({ account: { address } }) => ({ address, host: new URL(address).host, agents: [], agent: { id: 2, name: "Ivan", email: "" }, summary: said("The key works.") });
  await desk.accounts.saveKey();
  assert.deepEqual(world.stored["accounts"], [account("a", { key: "k2", agent: "Ivan" })]);
});

describe("opened a second time", () => {
  test("the panel shows the list of before at once, and knows the names, before any helpdesk has answered", async () => {
    const first = await started({ accounts: [account("a")] });
    const second = outside();
    second.world.granted.add(account("a").pattern);
    await second.world.area.set(await first.world.area.get(["accounts", "lists", "names"]));
    const asked: ReadArgs[] = [];
    second.world.lists = (args) => {
      asked.push(args);
      return new Promise(() => undefined);
    };
    const desk = new Desk(second.given, initialState("tickets", "system", true, 1000));
    void desk.start();
    await new Promise(setImmediate);
    assert.deepEqual(visibleRows(desk.state.value.list).map((r) => r.key), ["a/1"]);
    assert.deepEqual(asked[0]?.directories.map((d) => d.account), ["a"]);
  });
});

describe("where storage is full", () => {
  test("a helpdesk is not added: that is said, what was typed stays, and its access is given back", async () => {
    const { desk, world, state } = await started();
    world.area.full = true;
    desk.go("add");
    fill(desk, "help.example.com", "k1");
    await desk.accounts.add();
    assert.match(state().form.problems.form ?? "", /could not keep the helpdesk/);
    assert.deepEqual([state().form.address, state().form.key, state().form.step], ["help.example.com", "k1", ""]);
    assert.deepEqual([state().accounts, state().notice, state().place], [[], null, "add"]);
    assert.equal(world.granted.size, 0);
    world.area.full = false;
    await desk.accounts.add();
    assert.deepEqual(state().accounts.map((a) => a.host), ["help.example.com"]);
  });

  test("the old key stays in use, and the new one in its field", async () => {
    const { desk, world, state } = await started({ accounts: [account("a")] }, "settings");
    world.area.full = true;
    desk.accounts.editKey("a");
    desk.accounts.typeKey("k2");
    await desk.accounts.saveKey();
    assert.match(state().edit?.problems.key ?? "", /could not keep the new key/);
    assert.deepEqual([state().edit?.key, state().accounts[0]?.key, state().notice], ["k2", "secret-of-a", null]);
  });

  test("a helpdesk that could not be removed or put back is where it was", async () => {
    const { desk, world, state } = await started({ accounts: [account("a"), account("b")] });
    world.area.full = true;
    await desk.accounts.remove("a");
    assert.deepEqual(state().accounts.map((a) => a.id), ["a", "b"]);
    assert.match(state().notice?.sentence ?? "", /a\.example\.com was not removed/);
    world.area.full = false;
    await desk.accounts.remove("a");
    world.area.full = true;
    await desk.accounts.undoRemoval();
    assert.deepEqual(state().accounts.map((a) => a.id), ["b"]);
    assert.equal(state().removed?.account.id, "a", "it can still be undone");
    assert.match(state().notice?.sentence ?? "", /could not be put back/);
  });

  test("what is asked for before the core has started is asked for then", async () => {
    const { world, given } = outside();
    await world.area.set({ accounts: [account("a")] });
    world.granted.add(account("a").pattern);
    const { core } = given;
    let start = () => {};
    const asked: string[] = [];
    world.lists = async ({ query }) => (asked.push(query), page("a", [row("a/1")], world.now));
    const desk = new Desk({ ...given, core: new Promise((ready) => (start = () => ready(core))) }, initialState("tickets", "system", true, 1000));
    const started = desk.start();
    while (!desk.state.value.ready) await Promise.resolve();
    await desk.tickets.choose("status:closed");
    assert.equal(desk.state.value.list.query, "status:closed");
    start();
    await started;
    assert.deepEqual([...new Set(asked)], ["status:closed"]);
    assert.equal(desk.state.value.list.draft, "status:closed");
  });

  test("what cannot be kept of lists, names and place is said once, and no longer when it can", async () => {
    const { world, given } = outside();
    await world.area.set({ accounts: [account("a")] });
    world.granted.add(account("a").pattern);
    world.area.full = true;
    const desk = new Desk(given, initialState("tickets", "system", true, 1000));
    await desk.start();
    assert.deepEqual([...desk.state.value.unkept].sort(), ["lists", "names", "place"]);
    assert.deepEqual(visibleRows(desk.state.value.list).map((r) => r.key), ["a/1"], "the list is there all the same");
    desk.dismissUnkept();
    await desk.tickets.refresh();
    assert.equal(desk.state.value.unkeptSeen, true);
    world.area.full = false;
    await desk.tickets.refresh();
    assert.deepEqual(desk.state.value.unkept, ["names"]);
  });

  test("an appearance that is not kept is said to be so", async () => {
    const { desk, world, state } = await started();
    world.area.full = true;
    desk.theme("dark");
    assert.equal(state().theme, "dark");
    assert.match(state().notice?.sentence ?? "", /until the panel is closed/);
  });
});

test("a language that is chosen is spoken and kept, and said to be lost where it is not kept", async () => {
  const { desk, world, state } = await started();
  await desk.language("ru");
  assert.equal(state().language, "ru");
  assert.equal(state().spoken, "ru");
  assert.equal(state().notice, null);
  assert.ok(world.log.includes("language ru"));
  world.area.full = true;
  await desk.language("system");
  assert.equal(state().spoken, "en");
  assert.match(state().notice?.sentence ?? "", /until the panel is closed/);
});

test("storage that cannot be read is said, and nothing is written over what it holds", async () => {
  const { world, given } = outside();
  await world.area.set({ accounts: [account("a")] });
  world.area.unreadable = true;
  const desk = new Desk(given, initialState("tickets", "system", true, 1000));
  await desk.start();
  assert.equal(desk.state.value.unread, true);
  assert.deepEqual(world.stored["accounts"], [account("a")]);
});

describe("what is being typed into the filter", () => {
  test("stays through refresh, a network that comes back, and further tickets", async () => {
    const { desk, state } = await started({ accounts: [account("a")] });
    desk.tickets.type("status:open inv");
    await desk.tickets.refresh();
    await desk.tickets.more();
    desk.network(false);
    desk.network(true);
    await new Promise(setImmediate);
    assert.equal(state().list.draft, "status:open inv");
    await desk.tickets.choose("status:new");
    assert.equal(state().list.draft, "status:new", "a view that is chosen takes its place");
  });
});

test("a removal that is undone brings the tickets back at once, though the pointer is on the list", async () => {
  const { desk, world, state } = await started({ accounts: [account("a"), account("b")] });
  world.lists = async ({ account: { id } }) => page(id, [row(`${id}/1`)]);
  await desk.tickets.refresh();
  await desk.accounts.remove("a");
  await desk.tickets.refresh();
  assert.deepEqual(visibleRows(state().list).map((r) => r.key), ["b/1"]);
  desk.tickets.point(true);
  const answers: (() => void)[] = [];
  world.lists = ({ account: { id } }) => new Promise((resolve) => answers.push(() => resolve(page(id, id === "a" ? [row("a/1"), row("a/2")] : [row("b/1")]))));
  const undoing = desk.accounts.undoRemoval();
  await new Promise(setImmediate);
  assert.deepEqual(visibleRows(state().list).map((r) => r.key), ["a/1", "b/1"], "before anybody has answered");
  for (const answer of answers) answer();
  await undoing;
  assert.deepEqual(visibleRows(state().list).map((r) => r.key), ["a/1", "b/1", "a/2"]);
  assert.equal(state().list.held, null);
});
