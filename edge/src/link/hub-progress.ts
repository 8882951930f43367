import type { EdgeTime } from '../edge-time.ts';

type Stated = { storeId: string; waiting: number; positions: readonly { journalId: string; seq: number }[] };

/** Journals that are followed; a frontier lists half as many at most. */
const followedMax = 20_000;

/** What the hub has stated, and since when it has stated nothing new though something waits: a link that is up may lead nowhere. */
export class HubProgress {
  #time: Pick<EdgeTime, 'steadyMs'>;
  #lastStated = new Map<string, number>();
  #storeId: string | undefined;
  /** Since when something waits without any of it being taken; null while nothing waits. */
  #waitsSinceMs: number | null = null;

  constructor(time: Pick<EdgeTime, 'steadyMs'>) {
    this.#time = time;
  }

  lastStated(journalId: string): number | undefined {
    return this.#lastStated.get(journalId);
  }

  stalledMs(): number {
    return this.#waitsSinceMs === null ? 0 : this.#time.steadyMs() - this.#waitsSinceMs;
  }

  opened(waiting: number): void {
    this.#waitsSinceMs = null;
    this.waits(waiting);
  }

  waits(entries: number): void {
    if (entries > 0) this.#waitsSinceMs ??= this.#time.steadyMs();
  }

  /** A frontier that is believed. `isAnother`: the hub speaks from another database than before. `lost`: entries that it had said it holds, and holds no more. */
  stated({ storeId, waiting, positions }: Stated): { isAnother: boolean; lost: number } {
    const isAnother = this.#storeId !== undefined && this.#storeId !== storeId;
    this.#storeId = storeId;
    const lost = positions.reduce((sum, { journalId, seq }) => sum + Math.max(0, (this.#lastStated.get(journalId) ?? 0) - seq), 0);
    const hasMoved = positions.some(({ journalId, seq }) => seq > (this.#lastStated.get(journalId) ?? -1));
    for (const { journalId, seq } of positions) {
      if (this.#lastStated.size < followedMax || this.#lastStated.has(journalId)) this.#lastStated.set(journalId, seq);
    }
    if (waiting === 0) this.#waitsSinceMs = null;
    else if (hasMoved || isAnother) this.#waitsSinceMs = this.#time.steadyMs();
    return { isAnother, lost };
  }
}
