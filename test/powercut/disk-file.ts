type Change = { offset: number; bytes: Buffer } | { size: number };

/** How much of what was not synced a power cut leaves: the share of writes that got to the disk, and the share of those that were under way and got there in part. */
export type Luck = { random: () => number; kept: number; torn: number };

const sectorBytes = 512;

/** One file on a disk that a power cut can strike: what is surely there, and what was written since its last sync. */
export class DiskFile {
  #synced = new Content();
  #pending: Change[] = [];

  write(offset: number, bytes: Buffer): void {
    this.#pending.push({ offset, bytes });
  }

  truncate(size: number): void {
    this.#pending.push({ size });
  }

  sync(): void {
    for (const change of this.#pending.splice(0)) this.#synced.apply(change);
  }

  /** What has not got to the disk by now never will, though later syncs succeed: Linux forgets the pages that it could not write (F9). */
  failSync(luck: Luck): void {
    for (const change of survivors(this.#pending.splice(0), luck)) this.#synced.apply(change);
  }

  /** As the power cut leaves it. */
  afterCut(luck: Luck): Buffer {
    const content = this.#synced.copy();
    for (const change of survivors(this.#pending, luck)) content.apply(change);
    // The new length may get to the disk without what was written there.
    if (this.#pending.length > 0 && luck.random() < 0.2) content.apply({ size: Math.max(content.size, this.#written().size) });
    return content.bytes();
  }

  /** As programs see it while the power is on. */
  asWritten(): Buffer {
    return this.#written().bytes();
  }

  #written(): Content {
    const content = this.#synced.copy();
    for (const change of this.#pending) content.apply(change);
    return content;
  }
}

/**
 * An arbitrary part of the changes, each whole, lacking, or torn at sectors. In the order in which they were made:
 * that a disk swapped two writes of one sector shows in the later one lacking, and of two sectors in nothing else than one of them lacking.
 */
function survivors(changes: readonly Change[], { random, kept, torn }: Luck): Change[] {
  return changes.flatMap((change) => {
    if ('bytes' in change && random() < torn) return sectorsOf(change).filter(() => random() < 0.5);
    return random() < kept ? [change] : [];
  });
}

function sectorsOf({ offset, bytes }: { offset: number; bytes: Buffer }): Change[] {
  const sectors: Change[] = [];
  for (let from = 0; from < bytes.length; ) {
    const to = Math.min(bytes.length, from + sectorBytes - ((offset + from) % sectorBytes));
    sectors.push({ offset: offset + from, bytes: bytes.subarray(from, to) });
    from = to;
  }
  return sectors;
}

/** Bytes that grow in place. */
class Content {
  size = 0;
  #buffer = Buffer.alloc(0);

  apply(change: Change): void {
    if ('size' in change) {
      this.#reserve(change.size);
      if (change.size < this.size) this.#buffer.fill(0, change.size, this.size);
      this.size = change.size;
    } else {
      const end = change.offset + change.bytes.length;
      this.#reserve(end);
      change.bytes.copy(this.#buffer, change.offset);
      this.size = Math.max(this.size, end);
    }
  }

  copy(): Content {
    const copy = new Content();
    copy.#buffer = Buffer.from(this.bytes());
    copy.size = this.size;
    return copy;
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.size);
  }

  #reserve(size: number): void {
    if (size <= this.#buffer.length) return;
    const larger = Buffer.alloc(Math.max(size, 2 * this.#buffer.length));
    this.#buffer.copy(larger);
    this.#buffer = larger;
  }
}
