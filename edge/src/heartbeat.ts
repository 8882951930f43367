import type { EdgeTime } from './edge-time.ts';
import type { JournalClient } from './journal/journal-client.ts';

const everyMs = 5_000;
const goodForMs = 15_000;

/** Writes a row to the journal's file now and then: alive means that the writer works, not that a process exists (R13). */
export class Heartbeat {
  #journal: JournalClient;
  #time: EdgeTime;
  #lastMs: number;
  /** Of the oldest beat that is not on disk yet. */
  #askedAtMs: number | null = null;
  #cancel = () => {};

  constructor({ journal, time }: { journal: JournalClient; time: EdgeTime }) {
    this.#journal = journal;
    this.#time = time;
    this.#lastMs = time.steadyMs();
    this.#later();
  }

  isFresh(): boolean {
    return this.#time.steadyMs() - this.#lastMs < goodForMs;
  }

  /** How long a beat has been on its way to the disk. */
  waitingMs(): number {
    return this.#askedAtMs === null ? 0 : this.#time.steadyMs() - this.#askedAtMs;
  }

  stop(): void {
    this.#cancel();
  }

  #later(): void {
    this.#cancel = this.#time.after(everyMs, () => {
      this.#later();
      this.#askedAtMs ??= this.#time.steadyMs();
      this.#journal.call('heartbeat', this.#time.raceNowMs()).then(
        () => {
          this.#lastMs = this.#time.steadyMs();
          this.#askedAtMs = null;
        },
        () => {
          this.#askedAtMs = null; // a missing beat is what `isFresh` reports
        },
      );
    });
  }
}
