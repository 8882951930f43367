import { between } from './seeded-random.ts';

/** Chances from 0 to 1; a delay that varies by more than the time between two messages also reorders them. */
export type PipeFaults = { drop: number; repeat: number; delayMs: { from: number; to: number } };

export type PipeSettings<M> = {
  random: () => number;
  faults: PipeFaults;
  /** `VirtualTime.later`, or a `setTimeout` where a story runs in real time. */
  later: (delayMs: number, run: () => void) => void;
  deliver: (message: M) => void;
};

/** One direction of a transport that loses, repeats and reorders what goes through it: what a broker may do to us at any time (R8). */
export class FaultyPipe<M> {
  readonly counts = { sent: 0, dropped: 0, repeated: 0 };
  faults: PipeFaults;
  readonly #settings: PipeSettings<M>;
  #generation = 0;

  constructor(settings: PipeSettings<M>) {
    this.#settings = settings;
    this.faults = settings.faults;
  }

  send(message: M): void {
    const { random } = this.#settings;
    this.counts.sent += 1;
    if (random() < this.faults.drop) {
      this.counts.dropped += 1;
      return;
    }
    this.#deliverLater(message);
    if (random() >= this.faults.repeat) return;
    this.counts.repeated += 1;
    this.#deliverLater(message);
  }

  /** Whatever is under way is lost. */
  cut(): void {
    this.#generation += 1;
  }

  #deliverLater(message: M): void {
    const { random, later, deliver } = this.#settings;
    const generation = this.#generation;
    later(between(random, this.faults.delayMs), () => {
      if (generation === this.#generation) deliver(message);
    });
  }
}
