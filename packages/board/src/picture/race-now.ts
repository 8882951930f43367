import type { Head } from '@chute/protocol';

/**
 * Race time in this browser, from the source's clock and not from the browser's own, which may be minutes off.
 * A head says "this is how things were at `asOfMs`". One that came slowly, or whose source is itself behind, says too little and never too much:
 * so the furthest counts, but for a millisecond a head, by which a browser's clock that runs fast is drawn back.
 */
export class RaceNow {
  #startMs: number | null = null;
  #rate = 1;
  #clock = '';

  /** `monotonicMs`: a clock of this page that never jumps (`performance.now()`). */
  onHead({ asOfMs, source, clock: { originMs, anchorMs, rate } }: Head, monotonicMs: number): void {
    const startMs = asOfMs - rate * monotonicMs;
    const clock = [source, originMs, anchorMs, rate].join(' ');
    this.#startMs = this.#startMs !== null && clock === this.#clock ? Math.max(this.#startMs - rate, startMs) : startMs;
    this.#rate = rate;
    this.#clock = clock;
  }

  /** With a new link the next head counts, whatever was before: the source's clock may have been set. */
  onLink(): void {
    this.#clock = '';
  }

  /** Null until a head was heard. */
  at(monotonicMs: number): number | null {
    return this.#startMs === null ? null : this.#startMs + this.#rate * monotonicMs;
  }

  /** Real time since the race was as `asOfMs` says. */
  ageMs(asOfMs: number, monotonicMs: number): number {
    return Math.max(0, ((this.at(monotonicMs) ?? asOfMs) - asOfMs) / this.#rate);
  }
}
