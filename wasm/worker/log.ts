// What the owner's log is told by this host: objects in JSON, as the core tells its lines. No line holds a key, a text, an address or a visitor.

/** Says what went wrong. Of an error no more than its name is said: what else it says may hold what a person wrote. */
export function complain(says: string, error?: unknown): void {
  const name = error === undefined ? "" : `: ${error instanceof Error ? error.name : "unknown"}`;
  console.error(JSON.stringify({ says: says + name }));
}
