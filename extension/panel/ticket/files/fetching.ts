// How files of tickets are fetched. The core judges the address and, by its
// first bytes, what a file is; the key goes to the account's own host alone.

import type { FileResult } from "../../../../wasm/core.gen";
import { type Account, forCore } from "../../accounts/account";
import type { Session } from "../../session";

/** A file as its helpdesk names it. */
export interface Named {
  name: string;
  url: string;
}

/** A fetched file. type is a media type that may be shown, "" for what is only saved. */
export interface Fetched {
  blob: Blob;
  type: string;
}

export interface FetchOptions {
  signal: AbortSignal;
  /** How many bytes are not too many. */
  most: number;
  /** Told how far it is, from 0 to 1; never where a server does not say how long a file is. */
  progress(done: number): void;
}

/** Browsers run nothing of what has this type, whatever is in it. */
const OPAQUE = "application/octet-stream";
/** How many bytes tell what a file is. */
const HEAD = 32;

/** A file that is longer than it may be. */
export class TooLarge extends Error {}

export class Files {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** How a file is fetched; null where its address is none, or the core has not started. */
  judge(account: Account, { name, url }: Named): FileResult | null {
    const { core } = this.#session;
    if (!core) return null;
    const file = core.call("ticket.file", { account: forCore(account), url, name });
    return file.url ? file : null;
  }

  /** Whether this browser lets Deskside fetch it. */
  reachable(file: FileResult): Promise<boolean> {
    return this.#session.outside.access.granted(file.pattern);
  }

  /** Asks the person for access to the file's host. To be called in the click or key. */
  ask(file: FileResult): Promise<boolean> {
    return this.#session.outside.access.request(file.pattern);
  }

  /** Fetches a file. Rejects where it cannot be had. */
  async fetch(file: FileResult, { signal, most, progress }: FetchOptions): Promise<Fetched> {
    const response = await this.#session.outside.fetch(file.url, {
      headers: file.headers.map((h): [string, string] => [h.name, h.value]),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal,
    });
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
    const total = Number(response.headers.get("content-length") ?? 0);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    for (const reader = response.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > most) {
        await reader.cancel();
        throw new TooLarge();
      }
      parts.push(value);
      if (total > 0) progress(Math.min(size / total, 1));
    }
    const head = new Uint8Array(await new Blob(parts).slice(0, HEAD).arrayBuffer());
    const type = this.#session.core?.call("file.kind", { head }).type ?? "";
    return { blob: new Blob(parts, { type: type || OPAQUE }), type };
  }
}
