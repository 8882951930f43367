import type { Socket } from 'node:net';
import type { Random } from '../plan/random.ts';
import type { Direction } from './weather.ts';

/** Bytes on their way through one direction. Beyond it the sender is no longer read, as a full line would do. */
const waitingMax = 1_048_576;

type Parcel = { bytes: Buffer | 'end'; dueMs: number };

export type OneWaySettings = {
  from: Socket;
  to: Socket;
  direction: () => Direction;
  random: Random;
  /** Bytes have come through. */
  passed: (bytes: number) => void;
};

/** One direction of one connection: what comes in goes out later, slower, damaged or not for now, and in order. */
export class OneWay {
  readonly #at: OneWaySettings;
  readonly #parcels: Parcel[] = [];
  #waiting = 0;
  #lastDueMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: OneWaySettings) {
    this.#at = settings;
    const { from, to } = settings;
    from.on('data', (bytes) => this.#take(bytes));
    from.on('end', () => this.#take('end'));
    to.on('drain', () => this.#flow());
  }

  /** The weather has changed: what waits may be let out now. */
  look(): void {
    this.#flow();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#parcels.length = 0;
  }

  #take(bytes: Buffer | 'end'): void {
    const { delayMs, bytesPerSecond, corrupt } = this.#at.direction();
    const size = bytes === 'end' ? 0 : bytes.length;
    const sendingMs = bytesPerSecond > 0 ? (size / bytesPerSecond) * 1000 : 0;
    this.#lastDueMs = Math.max(this.#lastDueMs, performance.now() + delayMs) + sendingMs;
    this.#parcels.push({ bytes: bytes === 'end' ? bytes : this.#damaged(bytes, corrupt), dueMs: this.#lastDueMs });
    this.#waiting += size;
    this.#flow();
  }

  #flow(): void {
    const { from, to, direction, passed } = this.#at;
    clearTimeout(this.#timer);
    if (!direction().silent) {
      const nowMs = performance.now();
      while (this.#parcels[0] && this.#parcels[0].dueMs <= nowMs && !to.writableNeedDrain) {
        const { bytes } = this.#parcels.shift()!;
        if (bytes === 'end') {
          to.end();
          continue;
        }
        this.#waiting -= bytes.length;
        to.write(bytes);
        passed(bytes.length);
      }
      const next = this.#parcels[0];
      if (next && !to.writableNeedDrain) this.#timer = setTimeout(() => this.#flow(), Math.ceil(next.dueMs - nowMs));
    }
    if (this.#waiting >= waitingMax) from.pause();
    else from.resume();
  }

  #damaged(bytes: Buffer, chance: number): Buffer {
    if (chance === 0) return bytes;
    return bytes.map((byte) => (this.#at.random.chance(chance) ? byte ^ this.#at.random.integer(1, 255) : byte)) as Buffer;
  }
}
