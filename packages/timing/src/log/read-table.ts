import type { EntryOf, EntryRef } from '../entry.ts';
import { dayMs } from '../time/civil-day.ts';
import type { ParsedTime } from '../time/time-text.ts';
import { ColumnBlock } from './column-block.ts';
import { NearColumn } from './near-column.ts';
import { type Origin, OriginTable } from './origin-table.ts';

/** A row of the table. */
export type Row = number;

/** In place of a row where there is none. */
export const noRow = -1;

/** Reads and decoders' guns: what a decoder's clock stamped. */
export type HeardEntry = EntryOf<'read'> | EntryOf<'gun'>;

/** In the ident column of a gun. */
export const noIdent = 0xffff_ffff;

const dated = 1;
const utc = 2;
const unreadable = 4;

const firstRows = 64;

/**
 * Reads as columns of numbers that grow together, some 40 bytes a read: a long race with a million of them stays small.
 * The bytes as heard are not kept here.
 */
export class ReadTable {
  length = 0;
  readonly #origins = new OriginTable();
  /** Per journal, from sequence to row; `noRow` for what is no read. */
  readonly #rowOfSeq = new Map<string, Int32Array>();
  #origin = new Uint32Array(firstRows);
  #seq = new Uint32Array(firstRows);
  readonly #lamport = new NearColumn(firstRows);
  #ident = new Uint32Array(firstRows);
  #earlier = new Int32Array(firstRows);
  readonly #sourceSeq = new NearColumn(firstRows);
  #flags = new Uint8Array(firstRows);
  #timeOfDay = new Int32Array(firstRows);
  #day = new Int32Array(firstRows);
  readonly #arrivedAt = new NearColumn(firstRows);
  readonly #at = new NearColumn(firstRows);

  /** `identNumber` is the caller's own for reads; a gun has none. Its instant stays unknown (NaN) until `setInstant`. */
  add(entry: HeardEntry, time: ParsedTime | undefined, identNumber: number): Row {
    if (this.length === this.#seq.length) this.#grow();
    const row = this.length++;
    this.#origin[row] = this.#origins.numberOf(entry);
    this.#seq[row] = entry.seq;
    this.#lamport.set(row, entry.lamport);
    this.#ident[row] = identNumber;
    this.#earlier[row] = noRow;
    this.#sourceSeq.set(row, entry.sourceSeq ?? Number.NaN);
    this.#flags[row] = (time ? 0 : unreadable) | (time?.utc ? utc : 0) | (time && time.day !== null ? dated : 0);
    this.#timeOfDay[row] = time?.timeOfDayMs ?? 0;
    this.#day[row] = time?.day ?? 0;
    this.#arrivedAt.set(row, entry.arrivedAtMs);
    this.#remember(entry, row);
    return row;
  }

  /** The row of a journal's entry, if that entry is a read or a decoder's gun and has come. */
  rowOf(ref: EntryRef): Row | undefined {
    const row = this.#rowOfSeq.get(ref.journalId)?.[ref.seq];
    return row === noRow ? undefined : row;
  }

  sourceOf(row: Row): EntryRef {
    return { journalId: this.#originOf(row).journalId, seq: this.#seq[row]! };
  }

  sessionOf(row: Row): string {
    return this.#originOf(row).sessionId;
  }

  clockOf(row: Row): string {
    return this.#originOf(row).clockId;
  }

  locationOf(row: Row): string {
    return this.#originOf(row).location;
  }

  /** One number for the location, reader and antenna that heard it. */
  loopOf(row: Row): number {
    return this.#originOf(row).loop;
  }

  readerOf(row: Row): string | null {
    return this.#originOf(row).reader || null;
  }

  antennaOf(row: Row): number | null {
    return this.#originOf(row).antenna;
  }

  identOf(row: Row): number {
    return this.#ident[row]!;
  }

  /** The filed row of the same ident that came before this one, or `noRow`: a chain costs less than a list for each of 50,000 chips. */
  earlierOf(row: Row): Row {
    return this.#earlier[row]!;
  }

  setEarlier(row: Row, earlier: Row): void {
    this.#earlier[row] = earlier;
  }

  /** One number for the journal, session and clock that a row came by: the stream whose order SR-09 looks at. */
  streamOf(row: Row): number {
    return this.#originOf(row).stream;
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
    return this.#arrivedAt.at(row);
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
    return this.#at.at(row);
  }

  setInstant(row: Row, atMs: number): void {
    this.#at.set(row, atMs);
  }

  /** What the decoder's clock showed, without its zone: equal for copies of one read. */
  decoderTimeMs(row: Row): number {
    return this.#day[row]! * dayMs + this.#timeOfDay[row]!;
  }

  /** By instant, then by log order. */
  compare(a: Row, b: Row): number {
    const apart = this.#at.at(a) - this.#at.at(b);
    return apart !== 0 ? apart : this.compareLogOrder(a, b);
  }

  compareLogOrder(a: Row, b: Row): number {
    const apart = this.#lamport.at(a) - this.#lamport.at(b);
    if (apart !== 0) return apart;
    const journalOfA = this.#originOf(a).journalId;
    const journalOfB = this.#originOf(b).journalId;
    if (journalOfA === journalOfB) return this.#seq[a]! - this.#seq[b]!;
    return journalOfA < journalOfB ? -1 : 1;
  }

  /**
   * Whether two rows are copies of one read: reader as sent, location, the decoder's own number if it gave one, chip and decoder time are the same.
   * The decoder time is compared by what it says and not by its spelling, since a redial may have agreed on another format.
   */
  isCopy(a: Row, b: Row): boolean {
    return (
      this.decoderTimeMs(a) === this.decoderTimeMs(b) &&
      this.#ident[a]! === this.#ident[b]! &&
      isSamePlace(this.#originOf(a), this.#originOf(b)) &&
      this.isUtc(a) === this.isUtc(b) &&
      Object.is(this.#sourceSeq.at(a), this.#sourceSeq.at(b))
    );
  }

  #remember({ journalId, seq }: EntryRef, row: Row): void {
    let rows = this.#rowOfSeq.get(journalId) ?? new Int32Array(0);
    if (seq >= rows.length) {
      const longer = new Int32Array(Math.max(seq + 1, 2 * rows.length)).fill(noRow, rows.length);
      longer.set(rows);
      rows = longer;
      this.#rowOfSeq.set(journalId, rows);
    }
    rows[seq] = row;
  }

  #grow(): void {
    const block = new ColumnBlock(2 * this.length);
    this.#origin = block.widened(this.#origin);
    this.#seq = block.widened(this.#seq);
    this.#lamport.widen(block);
    this.#ident = block.widened(this.#ident);
    this.#earlier = block.widened(this.#earlier);
    this.#sourceSeq.widen(block);
    this.#flags = block.widened(this.#flags);
    this.#timeOfDay = block.widened(this.#timeOfDay);
    this.#day = block.widened(this.#day);
    this.#arrivedAt.widen(block);
    this.#at.widen(block);
  }

  #originOf(row: Row): Origin {
    return this.#origins.at(this.#origin[row]!);
  }
}

function isSamePlace(a: Origin, b: Origin): boolean {
  return a === b || (a.location === b.location && a.reader === b.reader);
}
