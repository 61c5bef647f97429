// The tickets with which the demo begins, without a word of any language: whose
// they are, how they stand, and when what was said.

import type { Planted } from "./sow";

/** Places in the lists of agents, groups and tags. */
const [me, second, third, fourth] = [0, 1, 2, 3];
const [support, billing, shipping] = [0, 1, 2];
const [vip, refund, invoice, delivery, app, bug, idea, returned, wifi] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

const hour = 60;
const day = 24 * hour;

export const queue: readonly Planted[] = [
  { status: "new", client: 3, group: support, tags: [wifi], sla: { first_reply: 7 * hour }, unread: true, talk: [[12, "client"]] },
  { status: "new", client: 0, group: support, priority: "high", type: "problem", tags: [app, bug], sla: { first_reply: 18 }, unread: true, talk: [[22, "client"]] },
  { status: "new", client: 1, group: shipping, tags: [delivery], sla: { first_reply: 95 }, unread: true, talk: [[41, "client"]] },
  {
    status: "open", client: 2, agent: me, group: support, priority: "urgent", type: "incident", tags: [vip, bug], sla: { next_reply: -35, close: 4 * hour }, unread: true,
    talk: [[190, "client"], [160, me], [150, second, "note"], [55, "client"]],
  },
  { status: "new", client: 11, group: billing, priority: "high", type: "problem", tags: [refund], sla: { first_reply: -12 }, unread: true, talk: [[72, "client"]] },
  { status: "new", client: 4, group: billing, tags: [invoice], sla: { first_reply: 160 }, talk: [[77, "client"]] },
  {
    status: "open", client: 5, agent: me, group: shipping, priority: "high", type: "problem", tags: [returned, refund], sla: { next_reply: 25 },
    talk: [[2 * day, "client"], [2 * day - 3 * hour, me], [95, "client"]],
  },
  { status: "new", client: 7, group: support, priority: "low", tags: [idea], sla: { first_reply: 15 * hour }, talk: [[130, "client"]] },
  { status: "open", client: 1, agent: me, group: support, tags: [app], sla: { next_reply: 5 * hour }, unread: true, talk: [[2 * day, "client"], [47 * hour, me], [3 * hour + 20, "client"]] },
  { status: "open", client: 17, group: shipping, tags: [returned], sla: { first_reply: 5 * hour }, talk: [[4 * hour + 20, "client"]] },
  {
    status: "open", client: 8, agent: third, group: support, priority: "high", type: "problem", tags: [wifi, bug], sla: { next_reply: -140 },
    talk: [[28 * hour, "client"], [26 * hour, third], [5 * hour, "client"]],
  },
  { status: "open", client: 10, agent: me, group: support, type: "task", tags: [idea], sla: { close: 3 * day }, talk: [[8 * hour, "client"], [7 * hour + 40, me, "note"]] },
  { status: "spam", client: 16, group: support, priority: "low", talk: [[10 * hour, "client"]] },
  { status: "open", client: 6, agent: second, group: billing, type: "task", tags: [invoice, vip], sla: { close: 25 * hour }, talk: [[3 * day, "client"], [3 * day - 4 * hour, second], [11 * hour, third, "note"]] },
  { status: "pending", client: 9, agent: me, group: support, tags: [app], talk: [[26 * hour, "client"], [23 * hour, me]] },
  { status: "open", client: 13, agent: fourth, group: support, priority: "low", sla: { next_reply: 10 * hour }, talk: [[34 * hour, "client"]] },
  { status: "hold", client: 12, agent: second, group: shipping, type: "problem", tags: [delivery], talk: [[5 * day, "client"], [5 * day - 2 * hour, second], [5 * day - 3 * hour, second, "note"], [2 * day, second]] },
  { status: "solved", client: 10, agent: me, group: billing, tags: [invoice], talk: [[4 * day, "client"], [4 * day - 2 * hour, me], [3 * day, "client"], [3 * day - 20, me]] },
  { status: "pending", client: 2, agent: me, group: support, priority: "high", type: "problem", tags: [vip, app], talk: [[6 * day, "client"], [6 * day - hour, me], [6 * day - 2 * hour, me, "note"]] },
  { status: "pending", client: 15, agent: second, group: support, type: "task", tags: [idea], talk: [[7 * day, "client"], [7 * day - 5 * hour, second]] },
  { status: "solved", client: 14, agent: third, group: support, type: "problem", tags: [wifi], talk: [[9 * day, "client"], [9 * day - 3 * hour, third], [8 * day, "client"]] },
  { status: "hold", client: 6, agent: me, group: billing, type: "task", tags: [invoice], talk: [[10 * day, "client"], [10 * day - 6 * hour, me]] },
  { status: "solved", client: 5, agent: fourth, group: support, priority: "high", type: "incident", tags: [bug], talk: [[15 * day, "client"], [15 * day - 30, fourth], [14 * day, "client"]] },
  { status: "closed", client: 4, agent: me, group: shipping, tags: [delivery], talk: [[21 * day, "client"], [21 * day - 2 * hour, me], [20 * day, "client"]] },
  { status: "closed", client: 0, agent: second, group: billing, priority: "low", tags: [invoice], talk: [[30 * day, "client"], [30 * day - 5 * hour, second]] },
  { status: "closed", client: 9, agent: third, group: support, tags: [app], talk: [[42 * day, "client"], [42 * day - 4 * hour, third], [41 * day, "client"]] },
];
