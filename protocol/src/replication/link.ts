import type { SealedEntry } from '../log/sealed-entry.ts';
import type { EntryBatch, Frontier } from './messages.ts';

export type JournalAt = { journalId: string; seq: number; hash: string };

/** What one end of a replication link is told. `ReplicationLink` is the machine; edge and hub run the same one. */
export type LinkInput =
  /** A transport connection is up. The edge mints `linkId`, a new one each time; a hub's link opens with the edge's first frontier, and needs no `opened`. */
  | { type: 'opened'; linkId: string; nowMs: number }
  | { type: 'closed' }
  /** At a hub: before this, give `held` for the journals that the frontier lists and those of its `eventIds`: the answer to a whole frontier lists all that is held. */
  | { type: 'frontier'; frontier: Frontier; nowMs: number }
  | { type: 'batch'; batch: EntryBatch; nowMs: number }
  /**
   * How far our own disk holds these journals, after the commit: all of them at first, then those that moved on (local writes, or entries stored from
   * any link) or became wanted. Only what the peer may see: whatever is given here is sent to it.
   */
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
  /** Commit what is new of it; what would leave a gap is not stored. Answer with `stored` in any case. */
  | { type: 'store'; batch: EntryBatch }
  /**
   * `beyond-our-end`: the peer holds more of a journal of ours than we do, so this file is an old copy or a clone: seal the journal (from then on it is not
   * `isOurs`, and the rest comes back from the peer), open a new one, tell a person. `other-hash`: two different entries at one place; nothing of this
   * journal is sent or stored on this link any more.
   */
  | { type: 'diverged'; journalId: string; peerSeq: number; reason: DivergedReason }
  /** Give the link a `tick` at this instant; the latest one asked for replaces those before. */
  | { type: 'wake-at'; atMs: number };

export type DivergedReason = 'beyond-our-end' | 'other-hash';

export type LinkSettings = {
  storeId: string;
  role: 'edge' | 'hub';
  /** Edge: the events whose journals it wants. A hub says none. */
  eventIds: () => string[];
  /** Batches beyond the peer's frontier, over all journals: 4, or 1 with a shared subscription. */
  window: number;
  batchSize: number;
  /** What was not answered is said again after this long; then later and later, up to eight times as long. */
  retryMs: number;
  /** Edge: how often it states its whole frontier and wants an answer, even when all is quiet. Default 10 × `retryMs`. */
  refreshMs?: number;
  /** Edge: a link on which the hub stays silent is given up for a new one. Without this only the transport's next connection helps. */
  newLinkId?: () => string;
  /** Journals that this process writes itself: nobody else can hold more of them. Default: none. */
  isOurs?: (journalId: string) => boolean;
  /** From 0 to 1: spreads retries, so that many edges do not come at once. Default: none. */
  jitter?: () => number;
};
