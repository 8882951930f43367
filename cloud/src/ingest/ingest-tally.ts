import type { BatchOutcome } from './append-batch.ts';

/** What may become of a batch: stored or not as `appendBatch` says; `failed`: the database did not take it; `dropped`: too many were waiting. The edge sends those again. */
export type IngestOutcome = BatchOutcome['outcome'] | 'failed' | 'dropped';
/** Messages that never became a batch. */
export type RefusalReason = 'not-our-topic' | 'unknown-edge' | 'not-understood';

/** What has come in since the start, counted for operators. */
export class IngestTally {
  readonly batches = new Map<IngestOutcome, number>();
  readonly refused = new Map<RefusalReason, number>();
  /** Stored for the first time. */
  entries = 0;
  /** Other entries that came for places which were taken. */
  conflicts = 0;

  batch(outcome: IngestOutcome, { entries = 0, conflicts = 0 } = {}): void {
    this.batches.set(outcome, (this.batches.get(outcome) ?? 0) + 1);
    this.entries += entries;
    this.conflicts += conflicts;
  }

  refuse(reason: RefusalReason): void {
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
  }
}
