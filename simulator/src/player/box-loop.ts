import type { Notice } from '@chute/protocol';
import type { PlayedBox, PlayedBoxInput } from './played-box.ts';

/** What a box talks over: one connection, or a serial line. */
export type Wire = { write(bytes: Uint8Array): void; hangUp(): void };

/** Keeps one pure box going: gives it what comes and the time, does what it says. One wire at a time. */
export class BoxLoop {
  readonly finished: Promise<void>;
  readonly #box: PlayedBox<unknown>;
  readonly #onNotice: (notice: Notice) => void;
  #wire: Wire | null = null;
  #timer: NodeJS.Timeout | undefined;
  #resolveFinished: () => void = () => {};

  constructor(box: PlayedBox<unknown>, onNotice: (notice: Notice) => void = () => {}) {
    this.#box = box;
    this.#onNotice = onNotice;
    this.finished = new Promise((resolve) => {
      this.#resolveFinished = resolve;
    });
  }

  opened(wire: Wire, peer: string): void {
    this.#wire = wire;
    this.#feed({ type: 'opened', nowMs: Date.now(), peer });
  }

  /** What an earlier wire still says is not heard. */
  heard(wire: Wire, bytes: Uint8Array): void {
    if (wire === this.#wire) this.#feed({ type: 'bytes', bytes, nowMs: Date.now() });
  }

  closed(wire: Wire): void {
    if (wire !== this.#wire) return;
    this.#wire = null;
    this.#feed({ type: 'closed', nowMs: Date.now() });
  }

  /** Says no more; the wire is closed by whoever opened it. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#wire = null;
  }

  #feed(input: PlayedBoxInput): void {
    for (const output of this.#box.handle(input)) {
      if (output.type === 'write') this.#wire?.write(output.bytes);
      else if (output.type === 'hang-up') this.#hangUp();
      else if (output.type === 'wake-at') this.#wakeAt(output.atMs);
      else if (output.type === 'notice') this.#onNotice(output.notice);
      else this.#resolveFinished();
    }
  }

  #hangUp(): void {
    this.#wire?.hangUp();
    this.#wire = null;
  }

  #wakeAt(atMs: number): void {
    clearTimeout(this.#timer);
    const waitMs = Math.min(Math.max(atMs - Date.now(), 1), 2 ** 31 - 1); // never at once, so that sockets get their turn
    this.#timer = setTimeout(() => this.#feed({ type: 'tick', nowMs: Date.now() }), waitMs);
  }
}
