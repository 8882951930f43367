import type { Connection } from './connection.ts';

/** Read at one go. A crowd that sends as fast as it can is then stopped after this much of each, and nobody waits for all of it. */
export const pieceBytes = 1024;

type Why = 'disk' | 'rest';
type Piece = { bytes: Uint8Array; arrivedAtMs: number | undefined };

/**
 * What has arrived on a connection and is not read yet: while the disk is behind or the connection has to rest, it waits here, and the sender
 * is made to wait too. So it never holds more than what the port had already taken in, 64 KiB of a socket.
 */
export class Intake {
  readonly #connection: Pick<Connection, 'pause' | 'resume'>;
  readonly #read: (bytes: Uint8Array, arrivedAtMs: number | undefined) => void;
  readonly #stoppedFor = new Set<Why>();
  #waiting: Piece[] = [];
  #isPaused = false;

  constructor(connection: Pick<Connection, 'pause' | 'resume'>, read: (bytes: Uint8Array, arrivedAtMs: number | undefined) => void) {
    this.#connection = connection;
    this.#read = read;
  }

  push(bytes: Uint8Array, arrivedAtMs: number | undefined): void {
    this.#waiting.push({ bytes, arrivedAtMs });
    this.#readOn();
  }

  stopFor(why: Why): void {
    this.#stoppedFor.add(why);
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#connection.pause();
  }

  goOnAfter(why: Why): void {
    this.#stoppedFor.delete(why);
    this.#readOn();
    if (!this.#isPaused || this.#stoppedFor.size > 0) return;
    this.#isPaused = false;
    this.#connection.resume();
  }

  /** The connection is gone: what it had sent counts all the same. */
  readAll(): void {
    for (const { bytes, arrivedAtMs } of this.#waiting.splice(0)) this.#read(bytes, arrivedAtMs);
  }

  #readOn(): void {
    while (this.#stoppedFor.size === 0) {
      const next = this.#waiting.shift();
      if (!next) return;
      const rest = next.bytes.subarray(pieceBytes);
      if (rest.length > 0) this.#waiting.unshift({ ...next, bytes: rest });
      this.#read(next.bytes.subarray(0, pieceBytes), next.arrivedAtMs);
    }
  }
}
