import type { SealedEntry } from '../log/sealed-entry.ts';
import type { EntryBatch, Frontier } from './messages.ts';

export type JournalAt = { journalId: string; seq: number; hash: string };

/** One end of a replication link, pure: messages and time in, messages and next deadline out. Edge and hub run the same machine (CONTRACT, to be implemented). */
export type LinkInput =
  /** A transport connection is up. The edge mints `linkId`; the hub opens with the one of the edge's first frontier. */
  | { type: 'opened'; linkId: string; nowMs: number }
  | { type: 'closed' }
  | { type: 'frontier'; frontier: Frontier; nowMs: number }
  | { type: 'batch'; batch: EntryBatch; nowMs: number }
  /** Our own disk moved on (local writes, or entries stored from any link), or the list of wanted journals changed. After the commit. */
  | { type: 'held'; journals: JournalAt[]; nowMs: number }
  /** The answer to `fetch`. */
  | { type: 'fetched'; journalId: string; fromSeq: number; prevHash: string; entries: SealedEntry[]; nowMs: number }
  /** The answer to `store`: the journal's end after the commit, whether the batch was new, known, or would have left a gap. */
  | { type: 'stored'; journal: JournalAt; nowMs: number }
  | { type: 'tick'; nowMs: number };

export type LinkOutput =
  | { type: 'send-frontier'; frontier: Frontier }
  | { type: 'send-batch'; batch: EntryBatch }
  | { type: 'fetch'; journalId: string; fromSeq: number; limit: number }
  | { type: 'store'; batch: EntryBatch }
  /** The peer holds more of our journal than we do, or another hash at the same sequence: this file is an old copy or a clone. */
  | { type: 'diverged'; journalId: string; peerSeq: number; reason: 'beyond-our-end' | 'other-hash' }
  | { type: 'wake-at'; atMs: number };

export type LinkSettings = {
  storeId: string;
  role: 'edge' | 'hub';
  eventIds: () => string[];
  window: number;
  batchSize: number;
  retryMs: number;
};
