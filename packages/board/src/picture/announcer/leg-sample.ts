import { SortedRows } from '../sorted-rows.ts';

/** What a finisher took from a mat to the line, as a share of what it took from the start to that mat. */
export type LegShare = { participantId: string; finishedAtMs: number; share: number };

/** `spread`: four of five are within this of the median. */
export type LegSummary = { count: number; median: number; spread: number };

/** Those who come together are of one pace, and run in one weather: the latest say most of the next. */
const latestMax = 100;
const spreadShare = 0.8;

/** The shares of one mat, the latest finisher first, whatever the order in which they are told. */
export class LegSample {
  readonly #shares: SortedRows<LegShare>;
  #summary: LegSummary | null | undefined;

  constructor(shares: Iterable<LegShare> = []) {
    this.#shares = new SortedRows(latestFirst, shares);
  }

  add(share: LegShare): void {
    this.#shares.add(share);
    this.#summary = undefined;
  }

  remove(share: LegShare): void {
    this.#shares.remove(share);
    this.#summary = undefined;
  }

  /** Null when nobody has come this way yet. */
  summary(): LegSummary | null {
    if (this.#summary === undefined) this.#summary = summaryOf(this.#shares.first(latestMax).map(({ share }) => share));
    return this.#summary;
  }
}

function summaryOf(shares: number[]): LegSummary | null {
  if (shares.length === 0) return null;
  const median = middle(shares.sort(ascending));
  const off = shares.map((share) => Math.abs(share - median)).sort(ascending);
  return { count: shares.length, median, spread: off[Math.ceil(off.length * spreadShare) - 1]! };
}

function middle(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

const ascending = (a: number, b: number) => a - b;

const latestFirst = (a: LegShare, b: LegShare) =>
  b.finishedAtMs - a.finishedAtMs || (a.participantId < b.participantId ? -1 : a.participantId > b.participantId ? 1 : 0);
