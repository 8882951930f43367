import type { Frontier } from '@chute/protocol';

/** Journals of one edge that are counted; a frontier lists half as many at most. */
const followedMax = 20_000;

/** How far an edge has said to hold journals, against how far they are stored here: what is still to come from it. */
export class EdgeLag {
  #theirs = new Map<string, number>();
  readonly #ours = new Map<string, number>();

  stated({ whole, journals }: Frontier): void {
    if (whole) this.#theirs.clear();
    for (const { journalId, seq } of journals) {
      if (this.#theirs.size < followedMax || this.#theirs.has(journalId)) this.#theirs.set(journalId, seq);
    }
  }

  /** The journal ends here now; how far it has moved. */
  stored({ journalId, seq }: { journalId: string; seq: number }, from: number): number {
    const before = Math.max(from, this.#ours.get(journalId) ?? 0);
    this.#ours.set(journalId, seq);
    return Math.max(0, seq - before);
  }

  entries(): number {
    let lag = 0;
    for (const [journalId, seq] of this.#theirs) lag += Math.max(0, seq - (this.#ours.get(journalId) ?? 0));
    return lag;
  }
}
