import type { LiveRow } from '@chute/protocol';

/** What is kept up to date row by row, as the standings are. */
export type RowFollower = {
  /** Another picture: these rows and no others. */
  takeAll(rows: Iterable<LiveRow>): void;
  put(row: LiveRow): void;
  remove(participantId: string): void;
};
