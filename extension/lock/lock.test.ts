import assert from "node:assert/strict";
import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import { describe, test } from "node:test";
import { keptIn, migrations } from "../kept";
import { areaDouble } from "../kept.double";
import { keepKeys, keysApart } from "./keys";
import { laidInMemory, sealLate } from "./late";
import { lock } from "./locking";
import { openRing, ringFrom, withPassphrase } from "./ring";
import { resealAll } from "./reseal";
import { ROUNDS } from "./seal";
import { sealerOf } from "./sealer";
import { Locked, sealsOf, standing } from "./seals";
import { storesOf } from "./stores";

const account = { id: "a", system: "useresponse", key: "the-key", host: "help.test" };
const demo = { id: "d", system: "demo", key: "none", host: "demo" };
const none = { read: () => null, write: () => true };

/** A browser with storage, what it forgets when it is closed, and pages that begin in it. */
function browser() {
  const [disk, session] = [areaDouble(), areaDouble()];
  const page = () => {
    const [local, memory] = [keptIn(() => disk), keptIn(() => session)];
    const seals = sealsOf(local, memory, async () => ({ sealerOf }));
    return { local, memory, seals, ...storesOf(local, memory, seals) };
  };
  return {
    disk,
    session,
    page,
    /** What lies on the disk, as text. */
    lies: () => JSON.stringify(disk.stored),
    close: () => Object.keys(session.stored).forEach((key) => delete session.stored[key]),
    /** Goes on with what was begun, as a page does that begins. */
    async goOn() {
      const { local, memory } = page();
      const { open } = await standing(local, memory);
      if (open?.ring.pending) await resealAll(local, memory, open, await sealerOf(open), []);
    },
    async enter(passphrase: string) {
      const { local, memory } = page();
      const { ring } = await standing(local, memory);
      const opened = ring && (await openRing(ring, passphrase));
      return opened !== null && memory.write({ opened });
    },
    async set(passphrase: string) {
      const { local, memory } = page();
      const { open } = await standing(local, memory);
      const next = await withPassphrase(passphrase, open?.opened);
      await memory.write({ opened: next.opened });
      await local.write({ seal: next.ring });
    },
    async unset() {
      const { local } = page();
      const ring = ringFrom((await local.read(["seal"]))["seal"]);
      await local.write({ seal: { ...ring!, keys: [...ring!.keys], target: "", pending: true } });
    },
  };
}

const words = { lists: { "status:active": [{ subject: "Cannot export invoices" }] } };

describe("keys of accounts", () => {
  test("are forgotten with the browser's session, and the accounts stay", async () => {
    const b = browser();
    assert.ok(await b.page().storage.write({ accounts: [account, demo] }));
    assert.ok(!b.lies().includes("the-key"), b.lies());
    assert.deepEqual(await b.page().storage.read(["accounts"]), { accounts: [account, demo] });
    b.close();
    assert.deepEqual(await b.page().storage.read(["accounts"]), { accounts: [{ ...account, key: "" }, demo] });
  });

  test("stay on this computer where somebody has chosen that, and go when they choose otherwise", async () => {
    const b = browser();
    const { storage, local, memory } = b.page();
    await storage.write({ accounts: [account] });
    assert.ok(await keepKeys(local, memory, "computer"));
    b.close();
    assert.deepEqual(await storage.read(["accounts"]), { accounts: [account] });
    assert.ok(await keepKeys(local, memory, "session"));
    assert.ok(!b.lies().includes("the-key"));
    assert.deepEqual(await storage.read(["accounts"]), { accounts: [account] });
  });

  test("outlast who writes accounts without knowing them, and not their account", async () => {
    const b = browser();
    const { storage } = b.page();
    const other = { ...account, id: "b", key: "another" };
    await storage.write({ accounts: [account, other] });
    await storage.write({ accounts: [{ ...account, key: "" }, other] });
    assert.deepEqual(await storage.read(["accounts"]), { accounts: [account, other] });
    await storage.write({ accounts: [other] });
    assert.ok(!JSON.stringify(b.session.stored).includes("the-key"));
  });

  test("of versions that kept them within the accounts are carried over, to be asked about once", async () => {
    const b = browser();
    await b.disk.set({ accounts: [account, demo] });
    const local = keptIn(() => b.disk, migrations);
    const storage = keysApart(local, keptIn(() => b.session), async () => false);
    assert.deepEqual(await storage.read(["accounts", "keeping"]), { accounts: [account, demo], keeping: "unasked" });
    b.close();
    assert.deepEqual(await storage.read(["accounts"]), { accounts: [account, demo] });
    const fresh = areaDouble();
    await keptIn(() => fresh, migrations).read(["accounts"]);
    assert.deepEqual(fresh.stored, { version: migrations.length }, "who has none is not asked");
  });

  test("that cannot be kept leave what there was", async () => {
    const b = browser();
    const { storage } = b.page();
    await storage.write({ accounts: [account] });
    b.disk.full = true;
    assert.equal(await storage.write({ accounts: [account, { ...account, id: "b" }] }), false);
    assert.deepEqual(await storage.read(["accounts"]), { accounts: [account] });
  });
});

describe("a passphrase", () => {
  test("seals keys and words, and opens them again", async () => {
    const b = browser();
    await b.page().storage.write({ accounts: [account], ...words });
    await b.set("correct horse battery");
    await b.goOn();
    for (const word of ["the-key", "help.test", "invoices", "status:active", "correct"]) assert.ok(!b.lies().includes(word), word);
    assert.ok(!JSON.stringify(b.session.stored).includes("the-key"), "keys are no longer beside it, either");
    assert.deepEqual(await b.page().storage.read(["accounts", "lists"]), { accounts: [account], ...words });
    b.close();
    await assert.rejects(b.page().storage.read(["lists"]), Locked);
    assert.equal(await b.page().storage.write({ lists: {} }), false, "nothing is written over what cannot be read");
    assert.equal(await b.enter("correct horse batter"), false);
    assert.equal(await b.enter("correct horse battery"), true);
    assert.deepEqual(await b.page().storage.read(["accounts", "lists"]), { accounts: [account], ...words });
  });

  test("is made hard to guess: by 600,000 rounds, and a salt of this browser alone", async () => {
    const [one, other] = [await withPassphrase("one passphrase"), await withPassphrase("one passphrase")];
    assert.equal(ROUNDS, 600_000);
    assert.equal(one.ring.rounds, ROUNDS);
    assert.notEqual(one.ring.salt, other.ring.salt);
    assert.equal(await openRing({ ...other.ring, salt: one.ring.salt }, "one passphrase"), null);
    assert.deepEqual(await openRing(one.ring, "one passphrase"), one.opened);
    // As another program does it, by what is written of it: form, id, nonce, what is sealed, its tag.
    const { id, sealed } = one.ring.keys[0]!;
    const [bytes, salt] = [Buffer.from(sealed, "base64"), Buffer.from(one.ring.salt, "base64")];
    assert.equal(salt.length, 16);
    const opening = createDecipheriv("aes-256-gcm", pbkdf2Sync("one passphrase", salt, 600_000, 32, "sha256"), bytes.subarray(9, 21));
    opening.setAAD(Buffer.from(`ring/${id}`)).setAuthTag(bytes.subarray(-16));
    const key = Buffer.concat([opening.update(bytes.subarray(21, -16)), opening.final()]);
    assert.deepEqual({ [id]: key.toString("base64") }, one.opened);
  });

  test("is the same however a keyboard composes its letters", async () => {
    const { ring, opened } = await withPassphrase("Gru\u0308ße aus Köln");
    assert.deepEqual(await openRing(ring, "Grüße aus Ko\u0308ln"), opened);
  });

  // Each writing of what follows a change is a moment at which a browser may be closed or killed.
  for (const change of ["set", "changed", "removed"] as const) {
    test(`that is ${change} loses nothing, whenever the browser is killed`, async () => {
      for (let left = 0; ; left++) {
        const b = browser();
        await b.page().storage.write({ accounts: [account], ...words, views: { tabs: ["own"] } });
        if (change !== "set") {
          await b.set("the first passphrase");
          await b.goOn();
        }
        const last = change === "removed" ? "the first passphrase" : "the last passphrase";
        await (change === "removed" ? b.unset() : b.set(last));
        let writes = 0;
        for (const area of [b.disk, b.session]) {
          const set = area.set.bind(area);
          area.set = async (values) => {
            if (writes++ >= left) throw new Error("killed");
            await set(values);
          };
        }
        const killed = await b.goOn().then(() => false, () => true);
        b.disk.set = areaDouble().set.bind(b.disk);
        for (const area of [b.disk, b.session]) area.set = async (values) => void Object.assign(area.stored, structuredClone(values));
        b.close();
        const { ring } = await standing(b.page().local, b.page().memory);
        if (ring) assert.equal(await b.enter(last), true, `after ${left} writings`);
        await b.goOn();
        const { accounts, ...rest } = await b.page().storage.read(["accounts", "lists", "views"]);
        // A key that was to be forgotten with the session is.
        const key = change === "removed" || (change === "set" && killed) ? (accounts as [typeof account])[0].key : account.key;
        assert.deepEqual([accounts, rest], [[{ ...account, key }], { ...words, views: { tabs: ["own"] } }], `after ${left} writings`);
        if (change !== "removed") for (const word of ["invoices", "the-key"]) assert.ok(!b.lies().includes(word), `${word} after ${left} writings`);
        if (!killed) break;
      }
    });
  }

  test("that was removed leaves keys where somebody has chosen", async () => {
    const b = browser();
    await b.page().storage.write({ accounts: [account], ...words });
    await b.set("a passphrase");
    await b.goOn();
    await b.unset();
    await b.goOn();
    assert.ok(b.lies().includes("invoices") && !b.lies().includes("the-key"), b.lies());
    assert.deepEqual((await b.page().storage.read(["accounts"]))["accounts"], [account]);
    assert.equal((await standing(b.page().local, b.page().memory)).ring, null);
  });

  test("takes no neighbour along where a value is damaged, and no account for none", async () => {
    const b = browser();
    await b.page().storage.write({ accounts: [account], ...words, views: {} });
    await b.set("a passphrase");
    await b.goOn();
    Object.assign(b.disk.stored, { lists: b.disk.stored["views"] });
    assert.deepEqual(await b.page().storage.read(["lists", "views"]), { lists: undefined, views: {} }, "what was sealed elsewhere is damaged here");
    Object.assign(b.disk.stored, { accounts: b.disk.stored["views"] });
    await assert.rejects(b.page().storage.read(["accounts"]));
  });
});

test("what was on its way when it was locked is sealed, and goes on", async () => {
  const b = browser();
  await b.set("a passphrase");
  await b.goOn();
  const one = b.page();
  const laid = await laidInMemory(one.storage, one.memory, none);
  laid.write("drafts.late", "Dear Anna");
  await new Promise(setImmediate);
  await lock(one.storage, one.memory);
  assert.ok(!JSON.stringify(b.session.stored).includes("Anna") && !b.lies().includes("Anna"));
  assert.equal((await standing(one.local, one.memory)).open, null);
  await b.enter("a passphrase");
  const next = b.page();
  assert.equal((await laidInMemory(next.storage, next.memory, none)).read("drafts.late"), "Dear Anna");
  await sealLate(next.storage, next.memory);
});
