import { ByteWriter } from './byte-writer.ts';

const utf8 = new TextEncoder();

/**
 * RFC 8785 JSON of a value: keys sorted by UTF-16 code unit, no white space, one spelling per number.
 *
 * Units: numbers must be safe integers, which is all that the race log and a setup hold.
 * Errors: throws `TypeError` for what has no canonical form here (a fraction, NaN, a lone surrogate, a function). `undefined` members are left out.
 * Source: RFC 8785 (JSON Canonicalization Scheme).
 */
export function canonicalJson(value: unknown): string {
  const to = new ByteWriter();
  writeCanonical(value, to);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(to.bytes());
}

/** The same as UTF-8 bytes, which is what gets hashed. */
export function writeCanonical(value: unknown, to: ByteWriter): void {
  write(value, to, new KeyOrder());
}

function write(value: unknown, to: ByteWriter, order: KeyOrder): void {
  if (typeof value === 'string') writeText(value, to);
  else if (typeof value === 'number') to.integer(safeInteger(value));
  else if (value === null || typeof value === 'boolean') to.text(String(value));
  else if (Array.isArray(value)) writeList(value, to, order);
  else if (typeof value === 'object') writeObject(value as Record<string, unknown>, to, order);
  else throw new TypeError(`no canonical form for a ${typeof value}`);
}

function writeList(list: readonly unknown[], to: ByteWriter, order: KeyOrder): void {
  to.text('[');
  for (let index = 0; index < list.length; index++) {
    if (index > 0) to.text(',');
    write(list[index], to, order);
  }
  to.text(']');
}

function writeObject(value: Record<string, unknown>, to: ByteWriter, order: KeyOrder): void {
  const { sorted, labels } = order.of(value);
  to.text('{');
  let isFirst = true;
  for (let index = 0; index < sorted.length; index++) {
    const member = value[sorted[index]!];
    if (member === undefined) continue;
    if (!isFirst) to.text(',');
    isFirst = false;
    to.raw(labels[index]!);
    write(member, to, order);
  }
  to.text('}');
}

function safeInteger(value: number): number {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is no safe integer, so it has no canonical form here`);
  return value;
}

function writeText(text: string, to: ByteWriter): void {
  to.text('"');
  if (!to.plainText(text)) to.text(quoted(text).slice(1, -1));
  to.text('"');
}

function quoted(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no canonical form');
  return JSON.stringify(text);
}

type Keys = { asWritten: string[]; sorted: string[]; labels: Uint8Array[] };

/** Keys in order, each with its `"key":` as bytes. A list holds objects of one shape, so what was worked out for the last one is mostly right for the next. */
class KeyOrder {
  #last: Keys = { asWritten: [], sorted: [], labels: [] };

  of(value: Record<string, unknown>): Keys {
    const asWritten = Object.keys(value);
    if (!isSame(asWritten, this.#last.asWritten)) {
      const sorted = asWritten.toSorted();
      this.#last = { asWritten, sorted, labels: sorted.map((key) => utf8.encode(`${quoted(key)}:`)) };
    }
    return this.#last;
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}
