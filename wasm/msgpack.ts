// MessagePack (https://github.com/msgpack/msgpack/blob/master/spec.md) for the
// core's boundary: null, booleans, numbers, strings, bytes, arrays and maps
// with string keys. Extensions do not cross.

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Encodes a value. undefined is left out of maps and is null elsewhere. */
export function encode(value: unknown): Uint8Array {
  return encoded(value).slice();
}

/** Encodes a value into bytes that are good until the next call: memory of their own costs more than all the rest. */
export function encoded(value: unknown): Uint8Array {
  if (writer.bytes.length > KEPT) writer = new Writer();
  writer.length = 0;
  writer.value(value);
  return writer.bytes.subarray(0, writer.length);
}

/** Decodes one value; throws on bytes that are not what the core writes. What it returns holds nothing of the input. */
export function decode(bytes: Uint8Array): unknown {
  return new Reader(bytes).value();
}

/** How much memory is kept from one call to the next. */
const KEPT = 1 << 20;
const nothing = new Uint8Array();

class Writer {
  bytes = new Uint8Array(1 << 14);
  length = 0;
  #view = new DataView(this.bytes.buffer);

  value(v: unknown): void {
    if (v === null || v === undefined) this.#byte(0xc0);
    else if (typeof v === "string") this.#string(v);
    else if (typeof v === "number") this.#number(v);
    else if (typeof v === "boolean") this.#byte(v ? 0xc3 : 0xc2);
    else if (v instanceof Uint8Array) {
      this.#head(0xc6, v.length);
      this.#raw(v);
    } else if (Array.isArray(v)) {
      this.#collection(0x90, 0xdd, v.length);
      for (const item of v) this.value(item);
    } else if (typeof v === "object") {
      const items = v as Record<string, unknown>;
      const names = Object.keys(items).filter((name) => items[name] !== undefined);
      this.#collection(0x80, 0xdf, names.length);
      for (const name of names) {
        this.#string(name);
        this.value(items[name]);
      }
    } else throw new TypeError(`a ${typeof v} does not cross the core's boundary`);
  }

  #number(v: number): void {
    if (!Number.isSafeInteger(v)) {
      const at = this.#room(9);
      this.#view.setUint8(at, 0xcb);
      this.#view.setFloat64(at + 1, v);
    } else if (v >= 0 && v < 0x80) this.#byte(v);
    else if (v >= -0x20 && v < 0) this.#byte(v & 0xff);
    else {
      const at = this.#room(9);
      this.#view.setUint8(at, 0xd3);
      this.#view.setInt32(at + 1, Math.floor(v / 2 ** 32));
      this.#view.setUint32(at + 5, v >>> 0);
    }
  }

  #string(v: string): void {
    if (v.length < 0x20 && this.#ascii(v)) return;
    // Three bytes are the most that a UTF-16 unit needs.
    this.#reserve(v.length * 3 + 5);
    const { written } = utf8.encodeInto(v, this.bytes.subarray(this.length + 5));
    this.#head(0xdb, written);
    this.length += written;
  }

  /** Writes a short text of ASCII, which names of members are; false for any other. That takes less than asking the encoder to. */
  #ascii(v: string): boolean {
    this.#reserve(v.length + 1);
    const { bytes, length } = this;
    for (let i = 0; i < v.length; i++) {
      const c = v.charCodeAt(i);
      if (c > 0x7f) return false;
      bytes[length + 1 + i] = c;
    }
    bytes[length] = 0xa0 | v.length;
    this.length += v.length + 1;
    return true;
  }

  /** Writes how much there is, in 32 bits whatever it is: that takes less code than the shortest form. */
  #head(code: number, size: number): void {
    const at = this.#room(5);
    this.#view.setUint8(at, code);
    this.#view.setUint32(at + 1, size);
  }

  #collection(short: number, code: number, size: number): void {
    if (size < 16) this.#byte(short | size);
    else this.#head(code, size);
  }

  #byte(v: number): void {
    const at = this.#room(1);
    this.bytes[at] = v;
  }

  #raw(v: Uint8Array): void {
    const at = this.#room(v.length);
    this.bytes.set(v, at);
  }

  /** Makes room and returns where; bytes and #view may be others afterwards. */
  #room(size: number): number {
    this.#reserve(size);
    const at = this.length;
    this.length += size;
    return at;
  }

  #reserve(size: number): void {
    if (this.length + size <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + size));
    grown.set(this.bytes);
    this.bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

let writer = new Writer();

class Reader {
  #at = 0;
  #bytes: Uint8Array;
  #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(): unknown {
    const code = this.#view.getUint8(this.#take(1));
    if (code < 0x80) return code;
    if (code < 0x90) return this.#map(code & 0x0f);
    if (code < 0xa0) return this.#array(code & 0x0f);
    if (code < 0xc0) return this.#string(code & 0x1f);
    if (code >= 0xe0) return code - 0x100;
    switch (code) {
      case 0xc0: return null;
      case 0xc2: return false;
      case 0xc3: return true;
      case 0xc4: return this.#binary(this.#unsigned(1));
      case 0xc5: return this.#binary(this.#unsigned(2));
      case 0xc6: return this.#binary(this.#unsigned(4));
      case 0xca: return this.#view.getFloat32(this.#take(4));
      case 0xcb: return this.#view.getFloat64(this.#take(8));
      case 0xcc: return this.#unsigned(1);
      case 0xcd: return this.#unsigned(2);
      case 0xce: return this.#unsigned(4);
      case 0xcf: return Number(this.#view.getBigUint64(this.#take(8)));
      case 0xd0: return this.#view.getInt8(this.#take(1));
      case 0xd1: return this.#view.getInt16(this.#take(2));
      case 0xd2: return this.#view.getInt32(this.#take(4));
      case 0xd3: return Number(this.#view.getBigInt64(this.#take(8)));
      case 0xd9: return this.#string(this.#unsigned(1));
      case 0xda: return this.#string(this.#unsigned(2));
      case 0xdb: return this.#string(this.#unsigned(4));
      case 0xdc: return this.#array(this.#unsigned(2));
      case 0xdd: return this.#array(this.#unsigned(4));
      case 0xde: return this.#map(this.#unsigned(2));
      case 0xdf: return this.#map(this.#unsigned(4));
    }
    throw new RangeError(`byte 0x${code.toString(16)} does not start a value`);
  }

  #array(size: number): unknown[] {
    const out: unknown[] = [];
    for (let i = 0; i < size; i++) out.push(this.value());
    return out;
  }

  #map(size: number): Record<string, unknown> {
    const out: Record<string, unknown> = {};
    for (let i = 0; i < size; i++) {
      const name = this.value();
      if (typeof name !== "string" || name === "__proto__") throw new RangeError("a map's key is not a name");
      out[name] = this.value();
    }
    return out;
  }

  #string(size: number): string {
    const at = this.#take(size);
    return size === 0 ? "" : text.decode(this.#bytes.subarray(at, at + size));
  }

  #binary(size: number): Uint8Array {
    if (size === 0) return nothing;
    const at = this.#take(size);
    return this.#bytes.slice(at, at + size);
  }

  #unsigned(size: 1 | 2 | 4): number {
    const at = this.#take(size);
    return size === 1 ? this.#view.getUint8(at) : size === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #take(size: number): number {
    const at = this.#at;
    if (at + size > this.#bytes.length) throw new RangeError("the value breaks off");
    this.#at += size;
    return at;
  }
}
