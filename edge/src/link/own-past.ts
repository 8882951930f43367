import type { Frontier } from '@chute/protocol';
import type { RaceLog } from '../race-log.ts';

export type MissingPast = {
  entries: number;
  journals: number;
  /** When the newest entry came that this disk had of its own, at its start; null when it had none. */
  diskEndsAtMs: number | null;
};

/**
 * Tells an older copy of this edge's disk from the disk itself. Each start writes a journal of its own, so nothing that is being written shows it;
 * but the hub knows which journals this edge ever brought, and a disk that was not put back has them all, to their ends.
 */
export class OwnPast {
  readonly #raceLog: RaceLog;
  readonly #atStart: Map<string, { own: boolean; seq: number }>;
  #isKnown = false;

  constructor(raceLog: RaceLog) {
    this.#raceLog = raceLog;
    const running = raceLog.end().journalId;
    this.#atStart = new Map(raceLog.held().flatMap((held) => (held.journalId === running ? [] : [[held.journalId, held]])));
  }

  /** What the hub's first whole answer has of us and our disk has not, once; undefined when nothing is missing. */
  async missing({ whole, yours, journals }: Frontier): Promise<MissingPast | undefined> {
    if (this.#isKnown || !whole || !yours) return undefined;
    this.#isKnown = true;
    const ours = new Set(yours);
    const missing = journals
      .map(({ journalId, seq }) => (ours.has(journalId) ? seq - this.#hadOf(journalId, seq) : 0))
      .filter((gap) => gap > 0);
    if (missing.length === 0) return undefined;
    const entries = missing.reduce((sum, gap) => sum + gap, 0);
    return { entries, journals: missing.length, diskEndsAtMs: await this.#endOfDisk() };
  }

  #hadOf(journalId: string, seq: number): number {
    const held = this.#atStart.get(journalId);
    // Written by this process; or another edge's, which we brought to a hub that had been restored.
    if (held ? !held.own : this.#raceLog.heldAt(journalId)?.own) return seq;
    return held?.seq ?? 0;
  }

  async #endOfDisk(): Promise<number | null> {
    let endsAtMs: number | null = null;
    for (const [journalId, { own, seq }] of this.#atStart) {
      if (!own || seq === 0) continue;
      const [last] = await this.#raceLog.logged({ journalId, fromSeq: seq, limit: 1 });
      endsAtMs = Math.max(endsAtMs ?? 0, last?.entry?.arrivedAtMs ?? 0);
    }
    return endsAtMs;
  }
}
