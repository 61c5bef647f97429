// What stands in for the core's tickets.join in tests of the panel: rows in the
// order in which they came, those of a helpdesk in the place of its earlier ones.

import type { JoinArgs, JoinResult, Part, Row, Source } from "../../../../wasm/core.gen";

/** Tables are named by one byte, in the place of what they hold. */
export function joining() {
  let made = 0;
  const pages = new Map<number, readonly Row[]>();
  const tables = new Map<number, readonly (Row | null)[]>();
  return {
    /** Takes a page as if its table held the rows. */
    known(part: Part): Part {
      pages.set(++made, part.rows);
      return { ...part, table: new Uint8Array([made]) };
    },
    numbers(table: number): number[] {
      return (tables.get(table) ?? []).flatMap((row, number) => (row ? [number] : []));
    },
    release(table: number): void {
      tables.delete(table);
    },
    call(args: JoinArgs): JoinResult {
      if (args.table !== 0 && !tables.has(args.table)) throw new Error(`table ${args.table} was given up`);
      const rows = [...(tables.get(args.table) ?? [])];
      const { part } = args;
      const brought = part ? (pages.get(part.table[0] ?? 0) ?? []) : args.before;
      const numbers = brought.map((row) => {
        const at = rows.findIndex((r) => r?.key === row.key);
        if (at < 0) return rows.push(row) - 1;
        rows[at] = row;
        return at;
      });
      const others = args.sources.filter((s) => s.account !== part?.account);
      const before = args.sources.find((s) => s.account === part?.account);
      const source: Source[] = part ? [{ account: part.account, reach: part.reach, known: true, anew: false, walked: [], added: 0, gone: 0, at: part.at, oldest: part.at, stale_at: part.stale_at }] : before ? [before] : [];
      if (part?.reach.first && part.reach.next.length === 0) rows.forEach((r, i) => r?.account === part.account && !numbers.includes(i) && (rows[i] = null));
      const sources = [...others, ...source];
      const here = args.accounts.map((a) => a.id);
      const order = rows.flatMap((r, number) => (r && here.includes(r.account) ? [number] : []));
      tables.set(++made, rows);
      const further = sources.flatMap((s) => (s.reach.next.length > 0 ? [s.account] : []));
      return { table: new Uint8Array([made]), sources, numbers, order, held_back: 0, further, total: -1, known: order.length, views: [] };
    },
  };
}
