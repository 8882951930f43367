import { dayMs } from './civil-day.ts';
import type { EventDays } from './place-in-day.ts';
import { localMsOf } from './zone-time.ts';

const hourMs = 3_600_000;

/** What SR-09 looks at: a time of day without a date, and when it came. */
export type UndatedTime = { timeOfDayMs: number; utc: boolean; arrivedAtMs: number };

/** Why a person should look at the day of a run. */
export type RunDoubt = 'several-days-fit' | 'came-on-another-day' | 'no-day-fits' | 'ahead-of-arrival';

/**
 * A stretch of one decoder stream in which the clock runs on: a step back of more than 12 h is midnight, and nothing else is (SR-09).
 * The whole run is placed together, so that a mat downloaded the next day keeps its order. Times are counted from midnight of the run's first day.
 *
 * A new run begins where the clock was turned back (a rewind) or where the stream was silent so long that a day may have passed.
 * Reads that come late around midnight (a step of more than 23 h forward) stay in the run, on the day before.
 */
export class ClockRun {
  readonly utc: boolean;
  readonly #firstMs: number;
  readonly #firstArrivedAtMs: number;
  #lastMs: number;
  #lastArrivedAtMs: number;
  #minMs: number;
  #maxMs: number;
  /** The read that runs farthest ahead of its arrival: whatever day is right, it was not heard before it happened. */
  #aheadMostMs: number;
  #aheadMostArrivedAtMs: number;
  day = 0;
  doubt: RunDoubt | null = null;

  constructor(first: UndatedTime) {
    this.utc = first.utc;
    this.#firstMs = this.#lastMs = this.#minMs = this.#maxMs = this.#aheadMostMs = first.timeOfDayMs;
    this.#firstArrivedAtMs = this.#lastArrivedAtMs = this.#aheadMostArrivedAtMs = first.arrivedAtMs;
  }

  /** Takes the next read of the stream in; returns how many days after the run's first it lies, or undefined where a new run begins. */
  take(next: UndatedTime): number | undefined {
    const ms = this.#continued(next);
    if (ms === undefined) return undefined;
    this.#lastMs = ms;
    this.#lastArrivedAtMs = next.arrivedAtMs;
    this.#minMs = Math.min(this.#minMs, ms);
    this.#maxMs = Math.max(this.#maxMs, ms);
    if (ms - next.arrivedAtMs > this.#aheadMostMs - this.#aheadMostArrivedAtMs) {
      this.#aheadMostMs = ms;
      this.#aheadMostArrivedAtMs = next.arrivedAtMs;
    }
    return Math.floor(ms / dayMs);
  }

  /**
   * Settles on which `day` the run begins, by itself, and whether a person should look at it.
   * A run heard live (its clock went no faster than its arrivals) takes the day nearest to arrival.
   * A download takes the last day on which none of it would lie in the future; if an earlier day fits too, a person must say.
   */
  settle(days: EventDays): void {
    const bounds = this.utc ? days.utc : days.local;
    const firstFit = Math.ceil((bounds.opensMs - this.#minMs) / dayMs);
    const lastFit = Math.floor((bounds.closesMs - 1 - this.#maxMs) / dayMs);
    // Where the run would have to begin, in milliseconds since 1970-01-01, for a read to lie exactly on its arrival.
    const nearestMs = this.#onArrivalMs(days, this.#firstMs, this.#firstArrivedAtMs);
    const latestMs = this.#onArrivalMs(days, this.#aheadMostMs, this.#aheadMostArrivedAtMs) + hourMs;
    const latest = Math.floor(latestMs / dayMs);
    const isLive = this.#isLive;
    const wanted = isLive ? Math.ceil(nearestMs / dayMs - 0.5) : latest;
    const isNear = (day: number) => Math.abs(day * dayMs - nearestMs) <= hourMs;

    if (firstFit > lastFit) {
      this.day = wanted;
      this.doubt = 'no-day-fits';
      return;
    }
    this.day = Math.min(Math.max(wanted, firstFit), lastFit);
    const choices = Math.min(lastFit, latest) - firstFit + 1;
    if (this.day > latest) this.doubt = 'ahead-of-arrival';
    else if (isLive && this.day !== wanted && isNear(wanted)) this.doubt = 'came-on-another-day';
    else this.doubt = (isLive && isNear(this.day)) || choices < 2 ? null : 'several-days-fit';
  }

  #onArrivalMs(days: EventDays, ms: number, arrivedAtMs: number): number {
    return (this.utc ? arrivedAtMs : localMsOf(days.transitions, arrivedAtMs)) - ms;
  }

  get #isLive(): boolean {
    return this.#maxMs - this.#minMs - (this.#lastArrivedAtMs - this.#firstArrivedAtMs) <= hourMs;
  }

  #continued(next: UndatedTime): number | undefined {
    if (next.utc !== this.utc) return undefined;
    const lastDay = Math.floor(this.#lastMs / dayMs);
    const stepMs = next.timeOfDayMs - (this.#lastMs - lastDay * dayMs);
    const days = stepMs < -12 * hourMs ? 1 : stepMs > 23 * hourMs ? -1 : 0;
    const forwardMs = stepMs + days * dayMs;
    const silentMs = next.arrivedAtMs - this.#lastArrivedAtMs;
    if (forwardMs < -hourMs || forwardMs > 12 * hourMs || silentMs - forwardMs > 12 * hourMs) return undefined;
    return (lastDay + days) * dayMs + next.timeOfDayMs;
  }
}
