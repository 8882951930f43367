import type { JournalAt } from './link.ts';
import type { PeerView } from './peer-view.ts';

export type SenderSettings = { window: number; batchSize: number; retryMs: number; jitter: () => number };

/** How far one journal is on its way to the peer. */
type Outgoing = {
  sentSeq: number;
  /** The last sequence of each batch that the peer has not yet stated. */
  inFlight: number[];
  /** Where the fetch that is under way begins. */
  fetchingFrom: number | null;
  /** When all of this counts as lost. */
  retryAtMs: number | null;
  /** How often in a row it was lost. */
  silences: number;
  /** The position from which we went back already: the peer repeats it once for every batch behind the gap. */
  wentBackTo: number | null;
};

const slowestRetry = 8;

/**
 * Go-back-N over all journals of one link: at most `window` batches beyond what the peer has stated. When the peer stays silent about a journal,
 * that one starts again from its last stated position, one batch at a time until it answers. Each has its own deadline: a busy journal never hides a lost batch of another.
 */
export class Sender {
  readonly #settings: SenderSettings;
  readonly #journals = new Map<string, Outgoing>();
  /** The journal that was served last: the next one is served first, so that a long backlog never holds up a live read. */
  #lastServed: string | undefined;

  constructor(settings: SenderSettings) {
    this.#settings = settings;
  }

  /** Another link or another picture of the peer: whatever was on its way counts as lost. */
  reset(): void {
    this.#journals.clear();
  }

  get deadlineMs(): number | null {
    let earliest: number | null = null;
    for (const { retryAtMs } of this.#journals.values()) {
      if (retryAtMs !== null && (earliest === null || retryAtMs < earliest)) earliest = retryAtMs;
    }
    return earliest;
  }

  /** What to fetch from our disk now. */
  fetches(held: Iterable<JournalAt>, peer: PeerView, nowMs: number): { journalId: string; fromSeq: number; limit: number }[] {
    const fetches: { journalId: string; fromSeq: number; limit: number }[] = [];
    let room = this.#settings.window - this.#batchesUnderWay();
    if (room <= 0) return fetches;
    const behind: (JournalAt & { peerSeq: number })[] = [];
    for (const journal of held) {
      const peerSeq = peer.seqOf(journal.journalId);
      if (peerSeq !== undefined && journal.seq > peerSeq) behind.push({ ...journal, peerSeq });
    }
    for (const { journalId, seq, peerSeq } of this.#inTurn(behind)) {
      const outgoing = this.#outgoing(journalId, peerSeq);
      if (seq <= outgoing.sentSeq || this.#waits(outgoing, seq)) continue;
      outgoing.fetchingFrom = outgoing.sentSeq + 1;
      outgoing.retryAtMs ??= nowMs + this.#delayMs(outgoing);
      fetches.push({ journalId, fromSeq: outgoing.fetchingFrom, limit: this.#settings.batchSize });
      this.#lastServed = journalId;
      room -= 1;
      if (room === 0) break;
    }
    return fetches;
  }

  /** True when this is what was asked for, and is now to be sent. */
  fetched(journalId: string, fromSeq: number, count: number): boolean {
    const outgoing = this.#journals.get(journalId);
    // An empty answer is asked for again at the next retry, not at once: it would only be empty again.
    if (outgoing?.fetchingFrom !== fromSeq || count === 0) return false;
    outgoing.fetchingFrom = null;
    outgoing.sentSeq = fromSeq + count - 1;
    outgoing.inFlight.push(outgoing.sentSeq);
    return true;
  }

  /** The peer stated a position beyond the one before. */
  advanced(journalId: string, seq: number, nowMs: number): void {
    const outgoing = this.#journals.get(journalId);
    if (!outgoing) return;
    outgoing.inFlight = outgoing.inFlight.filter((toSeq) => toSeq > seq);
    outgoing.sentSeq = Math.max(outgoing.sentSeq, seq);
    if (outgoing.fetchingFrom !== null && outgoing.fetchingFrom <= seq) outgoing.fetchingFrom = null;
    outgoing.silences = 0;
    outgoing.retryAtMs = batchesOf(outgoing) > 0 ? nowMs + this.#delayMs(outgoing) : null;
  }

  /** The peer stated the same position again: a batch in between is missing, and those behind it were refused. */
  repeated(journalId: string, seq: number): void {
    const outgoing = this.#journals.get(journalId);
    if (!outgoing || outgoing.inFlight.length === 0 || outgoing.wentBackTo === seq) return;
    goBack(outgoing, seq);
    outgoing.wentBackTo = seq;
  }

  /** At its deadline a journal starts again from where the peer last said it was. */
  tick(peer: PeerView, nowMs: number): void {
    for (const [journalId, outgoing] of this.#journals) {
      if (outgoing.retryAtMs === null || nowMs < outgoing.retryAtMs) continue;
      goBack(outgoing, peer.seqOf(journalId) ?? 0);
      outgoing.silences += 1;
    }
  }

  #outgoing(journalId: string, peerSeq: number): Outgoing {
    const known = this.#journals.get(journalId);
    if (known) return known;
    const outgoing: Outgoing = { sentSeq: peerSeq, inFlight: [], fetchingFrom: null, retryAtMs: null, silences: 0, wentBackTo: null };
    this.#journals.set(journalId, outgoing);
    return outgoing;
  }

  /**
   * Only full batches go out side by side. Less than that waits for the answer to what is under way and then goes as one: a handful of live reads in each
   * of several batches would queue behind each other at the peer, a transaction each.
   */
  #waits({ fetchingFrom, inFlight, sentSeq, silences }: Outgoing, seq: number): boolean {
    if (fetchingFrom !== null) return true;
    return inFlight.length > 0 && (silences > 0 || seq - sentSeq < this.#settings.batchSize);
  }

  #batchesUnderWay(): number {
    let count = 0;
    for (const outgoing of this.#journals.values()) count += batchesOf(outgoing);
    return count;
  }

  #inTurn<J extends { journalId: string }>(journals: J[]): J[] {
    const served = journals.findIndex(({ journalId }) => journalId === this.#lastServed);
    return served === -1 ? journals : [...journals.slice(served + 1), ...journals.slice(0, served + 1)];
  }

  #delayMs({ silences }: Outgoing): number {
    const { retryMs, jitter } = this.#settings;
    return Math.round(retryMs * Math.min(2 ** silences, slowestRetry) * (1 + 0.25 * jitter()));
  }
}

function batchesOf({ inFlight, fetchingFrom }: Outgoing): number {
  return inFlight.length + (fetchingFrom === null ? 0 : 1);
}

function goBack(outgoing: Outgoing, seq: number): void {
  outgoing.sentSeq = seq;
  outgoing.inFlight = [];
  outgoing.fetchingFrom = null;
  outgoing.retryAtMs = null;
  outgoing.wentBackTo = null;
}
