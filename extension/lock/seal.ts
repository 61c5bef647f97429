// Seals bytes with the browser's own cryptography: AES-GCM under keys of 256 bits
// that are random, and kept only under a key that is derived of a passphrase.

/** How many rounds of PBKDF2 with SHA-256 stand between a passphrase and the key that is derived of it. */
export const ROUNDS = 600_000;

export type Bytes = Uint8Array<ArrayBuffer>;

/** What sealed bytes begin with: their form, the id of their key, and what makes each sealing another. */
const FORM = 1;
const ID = 8;
const NONCE = 12;
const HEAD = 1 + ID + NONCE;

const utf8 = new TextEncoder();

export function random(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

export function base64(bytes: Uint8Array): string {
  let text = "";
  // Not all at once: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

/** Throws where it is none. */
export function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

/** The key that is derived of a passphrase: it seals other keys and nothing else. However it was typed, the same letters are the same. */
export async function derivedKey(passphrase: string, salt: Bytes, rounds: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey("raw", utf8.encode(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** A key of its bytes, which no page gets back out of it. */
export function keyOf(bytes: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** The id of the key that bytes are sealed with; "" where they are not sealed. */
export function sealedWith(sealed: Uint8Array): string {
  return sealed.length > HEAD && sealed[0] === FORM ? base64(sealed.subarray(1, 1 + ID)) : "";
}

/** Seals bytes for a place: nowhere else they can be opened. */
export async function seal(id: string, key: CryptoKey, place: string, bytes: Uint8Array): Promise<Bytes> {
  const nonce = random(NONCE);
  const content = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: utf8.encode(place) }, key, bytes as Bytes));
  const sealed = new Uint8Array(HEAD + content.length);
  sealed.set([FORM, ...fromBase64(id), ...nonce]);
  sealed.set(content, HEAD);
  return sealed;
}

/** Opens what was sealed for a place. Rejects where it was changed, or is of another key or place. */
export async function unseal(key: CryptoKey, place: string, sealed: Uint8Array): Promise<Bytes> {
  const params = { name: "AES-GCM", iv: (sealed as Bytes).subarray(1 + ID, HEAD), additionalData: utf8.encode(place) };
  return new Uint8Array(await crypto.subtle.decrypt(params, key, (sealed as Bytes).subarray(HEAD)));
}

/** A new key and its id. */
export function newKey(): { id: string; key: Bytes } {
  return { id: base64(random(ID)), key: random(32) };
}
