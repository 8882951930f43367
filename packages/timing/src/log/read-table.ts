import type { EntryOf, EntryRef } from '../entry.ts';
import { dayMs } from '../time/civil-day.ts';
import type { ParsedTime } from '../time/time-text.ts';
import type { LogPosition } from './log-order.ts';
import { TextTable } from './text-table.ts';

/** A row of the table. */
export type Row = number;

/** Reads and decoders' guns: what a decoder's clock stamped. */
export type HeardEntry = EntryOf<'read'> | EntryOf<'gun'>;

/** In the ident column of a gun. */
export const noIdent = 0xffff_ffff;

const dated = 1;
const utc = 2;
const unreadable = 4;

/**
 * Reads as columns of numbers that grow together, some 70 bytes a read: a long race with a million of them stays small.
 * The bytes as heard are not kept here.
 */
export class ReadTable {
  length = 0;
  readonly #journals = new TextTable();
  readonly #sessions = new TextTable();
  readonly #clocks = new TextTable();
  readonly #locations = new TextTable();
  readonly #readers = new TextTable();
  /** Per journal, from sequence to row; -1 for what is no read. */
  readonly #rowOfSeq: number[][] = [];
  #journal = new Uint32Array(64);
  #seq = new Uint32Array(64);
  #lamport = new Float64Array(64);
  #session = new Uint32Array(64);
  #clock = new Uint32Array(64);
  #location = new Uint32Array(64);
  #reader = new Uint32Array(64);
  #ident = new Uint32Array(64);
  #sourceSeq = new Float64Array(64);
  #flags = new Uint8Array(64);
  #timeOfDay = new Int32Array(64);
  #day = new Int32Array(64);
  #arrivedAt = new Float64Array(64);
  #at = new Float64Array(64);

  /** `identNumber` is the caller's own for reads; a gun has none. Its instant stays unknown (NaN) until `setInstant`. */
  add(entry: HeardEntry, time: ParsedTime | undefined, identNumber: number): Row {
    if (this.length === this.#seq.length) this.#grow();
    const row = this.length++;
    const journal = this.#journals.numberOf(entry.journalId);
    this.#journal[row] = journal;
    this.#seq[row] = entry.seq;
    this.#lamport[row] = entry.lamport;
    this.#session[row] = this.#sessions.numberOf(entry.sessionId);
    this.#clock[row] = this.#clocks.numberOf(entry.clockId ?? '');
    this.#location[row] = this.#locations.numberOf(entry.location ?? '');
    this.#reader[row] = this.#readers.numberOf((entry.kind === 'read' ? entry.reader : null) ?? '');
    this.#ident[row] = identNumber;
    this.#sourceSeq[row] = entry.sourceSeq ?? Number.NaN;
    this.#flags[row] = (time ? 0 : unreadable) | (time?.utc ? utc : 0) | (time && time.day !== null ? dated : 0);
    this.#timeOfDay[row] = time?.timeOfDayMs ?? 0;
    this.#day[row] = time?.day ?? 0;
    this.#arrivedAt[row] = entry.arrivedAtMs;
    this.#at[row] = Number.NaN;
    this.#remember(journal, entry.seq, row);
    return row;
  }

  /** The row of a journal's entry, if that entry is a read or a decoder's gun and has come. */
  rowOf(ref: EntryRef): Row | undefined {
    const row = this.#rowOfSeq[this.#journals.numberOf(ref.journalId)]?.[ref.seq];
    return row === undefined || row < 0 ? undefined : row;
  }

  positionOf(row: Row): LogPosition {
    return { ...this.sourceOf(row), lamport: this.#lamport[row]! };
  }

  sourceOf(row: Row): EntryRef {
    return { journalId: this.#journals.textOf(this.#journal[row]!), seq: this.#seq[row]! };
  }

  sessionOf(row: Row): string {
    return this.#sessions.textOf(this.#session[row]!);
  }

  clockOf(row: Row): string {
    return this.#clocks.textOf(this.#clock[row]!);
  }

  locationOf(row: Row): string {
    return this.#locations.textOf(this.#location[row]!);
  }

  identOf(row: Row): number {
    return this.#ident[row]!;
  }

  /** One number for the journal, session and clock that a row came by: the stream whose order SR-09 looks at. Exact below 100,000 of each. */
  streamOf(row: Row): number {
    return (this.#journal[row]! * 100_000 + this.#session[row]!) * 100_000 + this.#clock[row]!;
  }

  isReadable(row: Row): boolean {
    return (this.#flags[row]! & unreadable) === 0;
  }

  isDated(row: Row): boolean {
    return (this.#flags[row]! & dated) !== 0;
  }

  isUtc(row: Row): boolean {
    return (this.#flags[row]! & utc) !== 0;
  }

  timeOfDayMs(row: Row): number {
    return this.#timeOfDay[row]!;
  }

  arrivedAtMs(row: Row): number {
    return this.#arrivedAt[row]!;
  }

  /** Days since 1970-01-01: the read's own date, or where SR-09 has put it. */
  dayOf(row: Row): number {
    return this.#day[row]!;
  }

  setDay(row: Row, day: number): void {
    this.#day[row] = day;
  }

  /** True time of the read; NaN while it has none. */
  atMs(row: Row): number {
    return this.#at[row]!;
  }

  setInstant(row: Row, atMs: number): void {
    this.#at[row] = atMs;
  }

  /** What the decoder's clock showed, without its zone: equal for copies of one read. */
  decoderTimeMs(row: Row): number {
    return this.#day[row]! * dayMs + this.#timeOfDay[row]!;
  }

  /** By instant, then by log order. */
  compare(a: Row, b: Row): number {
    const apart = this.#at[a]! - this.#at[b]!;
    return apart !== 0 ? apart : this.compareLogOrder(a, b);
  }

  compareLogOrder(a: Row, b: Row): number {
    const apart = this.#lamport[a]! - this.#lamport[b]!;
    if (apart !== 0) return apart;
    const journalOfA = this.#journal[a]!;
    const journalOfB = this.#journal[b]!;
    if (journalOfA === journalOfB) return this.#seq[a]! - this.#seq[b]!;
    return this.#journals.textOf(journalOfA) < this.#journals.textOf(journalOfB) ? -1 : 1;
  }

  /**
   * Whether two rows are copies of one read: reader as sent, location, the decoder's own number if it gave one, chip and decoder time are the same.
   * The decoder time is compared by what it says and not by its spelling, since a redial may have agreed on another format.
   */
  isCopy(a: Row, b: Row): boolean {
    return (
      this.decoderTimeMs(a) === this.decoderTimeMs(b) &&
      this.#location[a]! === this.#location[b]! &&
      this.#ident[a]! === this.#ident[b]! &&
      this.#reader[a]! === this.#reader[b]! &&
      this.isUtc(a) === this.isUtc(b) &&
      Object.is(this.#sourceSeq[a]!, this.#sourceSeq[b]!)
    );
  }

  #remember(journal: number, seq: number, row: Row): void {
    this.#rowOfSeq[journal] ??= [];
    const rows = this.#rowOfSeq[journal];
    while (rows.length < seq) rows.push(-1);
    rows.push(row);
  }

  #grow(): void {
    this.#journal = wider(this.#journal, Uint32Array);
    this.#seq = wider(this.#seq, Uint32Array);
    this.#lamport = wider(this.#lamport, Float64Array);
    this.#session = wider(this.#session, Uint32Array);
    this.#clock = wider(this.#clock, Uint32Array);
    this.#location = wider(this.#location, Uint32Array);
    this.#reader = wider(this.#reader, Uint32Array);
    this.#ident = wider(this.#ident, Uint32Array);
    this.#sourceSeq = wider(this.#sourceSeq, Float64Array);
    this.#flags = wider(this.#flags, Uint8Array);
    this.#timeOfDay = wider(this.#timeOfDay, Int32Array);
    this.#day = wider(this.#day, Int32Array);
    this.#arrivedAt = wider(this.#arrivedAt, Float64Array);
    this.#at = wider(this.#at, Float64Array);
  }
}

function wider<Column extends { length: number; set(from: Column): void }>(column: Column, Kind: new (length: number) => Column): Column {
  const twice = new Kind(column.length * 2);
  twice.set(column);
  return twice;
}
