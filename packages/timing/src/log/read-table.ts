import type { EntryOf, EntryRef } from '../entry.ts';
import { dayMs } from '../time/civil-day.ts';
import type { ParsedTime } from '../time/time-text.ts';
import { GrowableColumn } from './growable-column.ts';
import type { LogPosition } from './log-order.ts';
import { TextTable } from './text-table.ts';

/** A row of the table. */
export type Row = number;

/** Reads and decoders' guns: what a decoder's clock stamped. */
export type HeardEntry = EntryOf<'read'> | EntryOf<'gun'>;

const dated = 1;
const utc = 2;
const unreadable = 4;

/** Reads as columns, some 65 bytes each: a long race with a million of them stays small. The bytes as heard are not kept here. */
export class ReadTable {
  readonly #journals = new TextTable();
  readonly #sessions = new TextTable();
  readonly #clocks = new TextTable();
  readonly #locations = new TextTable();
  readonly #readers = new TextTable();
  readonly #rowOfSeq = new Map<number, GrowableColumn>();
  readonly #journal = GrowableColumn.uint32();
  readonly #seq = GrowableColumn.uint32();
  readonly #lamport = GrowableColumn.float64();
  readonly #session = GrowableColumn.uint32();
  readonly #clock = GrowableColumn.uint32();
  readonly #location = GrowableColumn.uint32();
  readonly #reader = GrowableColumn.uint32();
  readonly #ident = GrowableColumn.uint32();
  readonly #sourceSeq = GrowableColumn.float64();
  readonly #flags = GrowableColumn.uint8();
  readonly #timeOfDay = GrowableColumn.int32();
  readonly #day = GrowableColumn.int32();
  readonly #arrivedAt = GrowableColumn.float64();
  readonly #at = GrowableColumn.float64();

  get length(): number {
    return this.#seq.length;
  }

  /** `identNumber` is the caller's own for reads; a gun has none. Its instant stays unknown (NaN) until `setInstant`. */
  add(entry: HeardEntry, time: ParsedTime | undefined, identNumber: number): Row {
    const row = this.length;
    const journal = this.#journals.numberOf(entry.journalId);
    this.#journal.push(journal);
    this.#seq.push(entry.seq);
    this.#lamport.push(entry.lamport);
    this.#session.push(this.#sessions.numberOf(entry.sessionId));
    this.#clock.push(this.#clocks.numberOf(entry.clockId ?? ''));
    this.#location.push(this.#locations.numberOf(entry.location ?? ''));
    this.#reader.push(this.#readers.numberOf((entry.kind === 'read' ? entry.reader : null) ?? ''));
    this.#ident.push(identNumber);
    this.#sourceSeq.push(entry.sourceSeq ?? Number.NaN);
    this.#flags.push((time ? 0 : unreadable) | (time?.utc ? utc : 0) | (time && time.day !== null ? dated : 0));
    this.#timeOfDay.push(time?.timeOfDayMs ?? 0);
    this.#day.push(time?.day ?? 0);
    this.#arrivedAt.push(entry.arrivedAtMs);
    this.#at.push(Number.NaN);
    this.#remember(journal, entry.seq, row);
    return row;
  }

  /** The row of a journal's entry, if that entry is a read or a decoder's gun and has come. */
  rowOf(ref: EntryRef): Row | undefined {
    const rows = this.#rowOfSeq.get(this.#journals.numberOf(ref.journalId));
    if (!rows || ref.seq >= rows.length) return undefined;
    const row = rows.get(ref.seq);
    return row < 0 ? undefined : row;
  }

  positionOf(row: Row): LogPosition {
    return { ...this.sourceOf(row), lamport: this.#lamport.get(row) };
  }

  sourceOf(row: Row): EntryRef {
    return { journalId: this.#journals.textOf(this.#journal.get(row)), seq: this.#seq.get(row) };
  }

  sessionOf(row: Row): string {
    return this.#sessions.textOf(this.#session.get(row));
  }

  clockOf(row: Row): string {
    return this.#clocks.textOf(this.#clock.get(row));
  }

  locationOf(row: Row): string {
    return this.#locations.textOf(this.#location.get(row));
  }

  identOf(row: Row): number {
    return this.#ident.get(row);
  }

  /** One number for the journal, session and clock that a row came by: the stream whose order SR-09 looks at. Exact below 100,000 of each. */
  streamOf(row: Row): number {
    return (this.#journal.get(row) * 100_000 + this.#session.get(row)) * 100_000 + this.#clock.get(row);
  }

  isReadable(row: Row): boolean {
    return (this.#flags.get(row) & unreadable) === 0;
  }

  isDated(row: Row): boolean {
    return (this.#flags.get(row) & dated) !== 0;
  }

  isUtc(row: Row): boolean {
    return (this.#flags.get(row) & utc) !== 0;
  }

  timeOfDayMs(row: Row): number {
    return this.#timeOfDay.get(row);
  }

  arrivedAtMs(row: Row): number {
    return this.#arrivedAt.get(row);
  }

  /** Days since 1970-01-01: the read's own date, or where SR-09 has put it. */
  dayOf(row: Row): number {
    return this.#day.get(row);
  }

  setDay(row: Row, day: number): void {
    this.#day.set(row, day);
  }

  /** True time of the read; NaN while it has none. */
  atMs(row: Row): number {
    return this.#at.get(row);
  }

  setInstant(row: Row, atMs: number): void {
    this.#at.set(row, atMs);
  }

  /** What the decoder's clock showed, without its zone: equal for copies of one read. */
  decoderTimeMs(row: Row): number {
    return this.#day.get(row) * dayMs + this.#timeOfDay.get(row);
  }

  /** By instant, then by log order. */
  compare(a: Row, b: Row): number {
    const apart = this.#at.get(a) - this.#at.get(b);
    return apart !== 0 ? apart : this.compareLogOrder(a, b);
  }

  compareLogOrder(a: Row, b: Row): number {
    const apart = this.#lamport.get(a) - this.#lamport.get(b);
    if (apart !== 0) return apart;
    const journalOfA = this.#journal.get(a);
    const journalOfB = this.#journal.get(b);
    if (journalOfA === journalOfB) return this.#seq.get(a) - this.#seq.get(b);
    return this.#journals.textOf(journalOfA) < this.#journals.textOf(journalOfB) ? -1 : 1;
  }

  /**
   * Whether two rows are copies of one read: reader as sent, location, the decoder's own number if it gave one, chip and decoder time are the same.
   * The decoder time is compared by what it says and not by its spelling, since a redial may have agreed on another format.
   */
  isCopy(a: Row, b: Row): boolean {
    return (
      this.decoderTimeMs(a) === this.decoderTimeMs(b) &&
      this.#location.get(a) === this.#location.get(b) &&
      this.#ident.get(a) === this.#ident.get(b) &&
      this.#reader.get(a) === this.#reader.get(b) &&
      this.isUtc(a) === this.isUtc(b) &&
      Object.is(this.#sourceSeq.get(a), this.#sourceSeq.get(b))
    );
  }

  #remember(journal: number, seq: number, row: Row): void {
    let rows = this.#rowOfSeq.get(journal);
    if (!rows) {
      rows = GrowableColumn.int32();
      this.#rowOfSeq.set(journal, rows);
    }
    while (rows.length < seq) rows.push(-1);
    rows.push(row);
  }
}
