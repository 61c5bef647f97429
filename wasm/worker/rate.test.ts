import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bounds } from "../core.gen";
import { Rate, network } from "./rate";

const bounds: Bounds = {
  patience_ms: 1, answer_limit: 1, pauses_ms: [], poll_ms: 1, sweep_ms: 1, sweep_most: 1, gather_most: 1,
  reads: { size: 3, every_ms: 250 }, writes: { size: 1, every_ms: 2000 }, clients: 4, counter_ms: 1,
};

test("a client has as many requests at once as its bucket holds, and then one after each while", () => {
  const rate = new Rate(bounds);
  const take = (at: number) => rate.take("10.0.0.1", "reads", 1_000_000 + at);
  assert.deepEqual([0, 0, 0, 0, 100].map(take), [0, 0, 0, 250, 150]);
  assert.equal(take(250), 0);
  assert.equal(take(250), 250);
});

test("reading and writing are counted apart, and so are clients", () => {
  const rate = new Rate(bounds);
  assert.equal(rate.take("10.0.0.1", "writes", 5), 0);
  assert.equal(rate.take("10.0.0.1", "writes", 5), 2000);
  assert.equal(rate.take("10.0.0.1", "reads", 5), 0);
  assert.equal(rate.take("10.0.0.2", "writes", 5), 0);
});

test("those whose buckets are full make room for others; else half of all do", () => {
  const rate = new Rate(bounds);
  for (const client of ["a", "b", "c"]) rate.take(client, "reads", 1000);
  rate.take("busy", "writes", 1000);
  rate.take("new", "reads", 2000);
  assert.equal(rate.take("busy", "writes", 2000), 1000, "one who has to wait is still known");
  const crowd = new Rate(bounds);
  for (const client of ["a", "b", "c", "d", "e"]) crowd.take(client, "writes", 1000);
  assert.equal(crowd.take("a", "writes", 1000), 0, "the oldest is forgotten");
  assert.equal(crowd.take("d", "writes", 1000), 2000);
});

test("of an IPv6 address the network counts alone", () => {
  for (const [address, is] of [
    ["203.0.113.7", "203.0.113.7"], ["", ""], ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:0:7:1:2:3:4", "2001:db8:0:7"], ["2001:0DB8:0000:0007::9", "2001:db8:0:7"], ["2001:db8::7:1:2:3", "2001:db8:0:0"],
    ["::1", "0:0:0:0"], ["2001:db8:1::", "2001:db8:1:0"],
  ] as const) assert.equal(network(address), is, address);
});
