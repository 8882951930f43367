import type { Notice } from '@chute/protocol';

const lookEveryMs = 1_000;
/** Beyond this between two looks the wall clock was moved, not just slewed (R6). */
const stepMs = 50;

export type ClockWatchRim = {
  wallMs: () => number;
  steadyMs: () => number;
  after: (ms: number, run: () => void) => () => void;
  notice: (notice: Notice) => void;
};

/** Watches this machine's wall clock against its monotonic one. Times of decoders do not depend on it; choosing their day does. */
export class ClockWatch {
  #at: ClockWatchRim;
  #offsetMs: number;
  #steps = 0;
  #cancel = () => {};

  constructor(rim: ClockWatchRim) {
    this.#at = rim;
    this.#offsetMs = rim.wallMs() - rim.steadyMs();
    this.#later();
  }

  get steps(): number {
    return this.#steps;
  }

  stop(): void {
    this.#cancel();
  }

  #later(): void {
    this.#cancel = this.#at.after(lookEveryMs, () => {
      this.#look();
      this.#later();
    });
  }

  #look(): void {
    const offsetMs = this.#at.wallMs() - this.#at.steadyMs();
    const movedMs = Math.round(offsetMs - this.#offsetMs);
    this.#offsetMs = offsetMs;
    if (Math.abs(movedMs) <= stepMs) return;
    this.#steps += 1;
    const text = "this machine's clock was moved; reads keep the decoder's time, but look at the date and the time zone of this machine";
    this.#at.notice({ level: 'warn', code: 'clock-step', text, facts: { movedMs } });
  }
}
