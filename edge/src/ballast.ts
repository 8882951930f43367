import { randomBytes } from 'node:crypto';
import { existsSync, unlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { freeBytes, lowSpaceBytes } from './disk-space.ts';

const chunkBytes = 1024 * 1024;

/** What a start writes before it can keep a read. */
const startBytes = 4 * 1024 * 1024;

/** Room on the disk that is kept aside, as a file, to be freed when there is no other left (R7): so that a race goes on while somebody makes room. */
export class Ballast {
  readonly bytes: number;
  readonly #folder: string;
  readonly #freeBytes: () => number;
  #isReserving = false;
  #isStopped = false;

  /** 0 bytes: none is kept. */
  constructor(at: { folder: string; bytes: number; freeBytes?: () => number }) {
    this.#folder = at.folder;
    this.bytes = at.bytes;
    this.#freeBytes = at.freeBytes ?? (() => freeBytes(at.folder));
  }

  /** Frees it. True when there was something to free. */
  release(): boolean {
    this.#isReserving = false;
    if (!existsSync(this.#path)) return false;
    unlinkSync(this.#path);
    return true;
  }

  /** Before a start, which needs a little room itself. */
  releaseIfTight(): void {
    if (existsSync(this.#path) && this.#freeBytes() < startBytes) this.release();
  }

  /** Writes what is missing of it, while that leaves room enough for a race. Another time when it fails. */
  async reserve(): Promise<void> {
    if (this.#isReserving || this.#isStopped || this.bytes === 0) return;
    this.#isReserving = true;
    try {
      await this.#write();
    } catch {
      // the lookout tells of a disk without room, and the journal of one that fails
    } finally {
      this.#isReserving = false;
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#isReserving = false;
  }

  get #path(): string {
    return `${this.#folder}/ballast`;
  }

  async #write(): Promise<void> {
    if (!existsSync(this.#path) && this.#freeBytes() < lowSpaceBytes + this.bytes) return;
    const file = await open(this.#path, 'a', 0o600);
    try {
      const chunk = randomBytes(chunkBytes); // what a file system cannot compress
      // Synced one by one, so that a commit never has to wait for more than one of them.
      for (let { size } = await file.stat(); size < this.bytes && this.#isReserving; size += chunkBytes) {
        await file.write(chunk);
        await file.sync();
      }
    } finally {
      await file.close();
    }
  }
}
