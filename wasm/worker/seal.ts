// What must stay secret at rest, and signatures. shared/edge/seal reads and writes the same: AES-256-GCM with a random
// nonce, after the mark of the key it is sealed under. The first key seals, all of them open.

import type { Proof, Sealing } from "../core.gen";

const MARK = 4;
const NONCE = 12;

interface Key {
  readonly mark: Uint8Array;
  readonly cipher: CryptoKey;
}

type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/** The sealing keys of a host, as their owner writes them: in base64, separated by commas or blanks. */
export class Seals {
  #texts: readonly string[];
  #keys: Promise<Key[]> | undefined;

  constructor(text: string) {
    this.#texts = text.split(/[\s,]+/).filter((part) => part !== "");
  }

  /** Whether there is any. */
  get any(): boolean {
    return this.#texts.length > 0;
  }

  async seal({ about, content }: Sealing): Promise<Uint8Array> {
    const [key] = await this.#ready();
    if (!key) throw new Error("there is no sealing key");
    const iv = crypto.getRandomValues(new Uint8Array(NONCE));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: encoder.encode(about) }, key.cipher, content as Bytes);
    const out = new Uint8Array(MARK + NONCE + sealed.byteLength);
    out.set(key.mark);
    out.set(iv, MARK);
    out.set(new Uint8Array(sealed), MARK + NONCE);
    return out;
  }

  /** Rejects where this was sealed about something else, elsewhere, or under a key that is gone. */
  async open({ about, content }: Sealing): Promise<Uint8Array> {
    const sealed = content as Bytes;
    const key = (await this.#ready()).find(({ mark }) => mark.every((byte, i) => byte === sealed[i]));
    if (!key || sealed.length < MARK + NONCE) throw new Error("this was not sealed here, or its key is gone");
    const iv = sealed.subarray(MARK, MARK + NONCE);
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: encoder.encode(about) }, key.cipher, sealed.subarray(MARK + NONCE)));
  }

  /** The keys, made once for all requests: they belong to none of them. */
  #ready(): Promise<Key[]> {
    return (this.#keys ??= Promise.all(this.#texts.map(keyOf)));
  }
}

async function keyOf(text: string): Promise<Key> {
  const secret = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  if (secret.length !== 32) throw new Error("a sealing key is not 32 bytes in base64: openssl rand -base64 32");
  const marked = new Uint8Array([...encoder.encode("deskside-seal:"), ...secret]);
  return {
    mark: new Uint8Array(await crypto.subtle.digest("SHA-256", marked)).subarray(0, MARK),
    cipher: await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt", "decrypt"]),
  };
}

/** Whether a signature is good. */
export async function verified({ algorithm, key, signed, signature }: Proof): Promise<boolean> {
  const how = algorithm === "HS256" ? { name: "HMAC", hash: "SHA-256" } : { name: "Ed25519" };
  const imported = await crypto.subtle.importKey("raw", key as Bytes, how, false, ["verify"]);
  return crypto.subtle.verify(how.name, imported, signature as Bytes, signed as Bytes);
}
