import type { DivergedReason, JournalAt, LinkInput, LinkOutput, LinkSettings } from './link.ts';
import type { EntryBatch, Frontier, JournalPosition } from './messages.ts';
import { PeerView } from './peer-view.ts';
import { Sender } from './sender.ts';

/** How often an edge asks on one link without an answer before it takes a new one. */
const questionsMax = 4;
const slowest = 8;

/**
 * One end of a replication link (`architecture.md` §3.4), pure: messages and time in, messages, disk work and the next deadline out.
 *
 * The pipe may drop, repeat and reorder anything. What is stored is decided by the disk (`store` and `stored`); what is sent follows the peer's stated frontier
 * and nothing else. The edge states its whole frontier when a link opens and from time to time after; the hub answers each with its own.
 */
export class ReplicationLink {
  readonly #settings: Required<Omit<LinkSettings, 'newLinkId'>> & Pick<LinkSettings, 'newLinkId'>;
  readonly #held = new Map<string, JournalAt>();
  readonly #peer = new PeerView();
  readonly #sender: Sender;
  /** What the peer itself sent us, so that it is not sent back. Forgotten at each whole frontier of the peer, which says better. */
  readonly #heardFromPeer = new Map<string, number>();
  readonly #diverged = new Map<string, DivergedReason>();
  #linkId: string | null = null;
  /** Edge only: how it asks the hub where it stands. */
  #question = { askedAtMs: 0, againAtMs: 0, unanswered: 0, eventIds: '' };
  #wakeAtMs: number | null = null;

  constructor(settings: LinkSettings) {
    const jitter = settings.jitter ?? (() => 0);
    this.#settings = { refreshMs: 10 * settings.retryMs, isOurs: () => false, ...settings, jitter };
    this.#sender = new Sender({ ...settings, jitter });
  }

  handle(input: LinkInput): LinkOutput[] {
    if (input.type === 'closed') {
      this.#close();
      return [];
    }
    return [...this.#take(input), ...this.#fetches(input.nowMs), ...this.#wake(input.nowMs)];
  }

  /** For the status page: entries that the peer has not stated yet; `peerKnown` false = it has not yet said on this link what it holds. */
  backlog(): { entries: number; peerKnown: boolean } {
    let entries = 0;
    for (const { journalId, seq } of this.#offered()) entries += Math.max(0, seq - (this.#peer.seqOf(journalId) ?? 0));
    return { entries, peerKnown: this.#peer.whole };
  }

  /** How far the peer has stated to hold a journal on this link; undefined while it has not said. */
  peerSeqOf(journalId: string): number | undefined {
    return this.#peer.seqOf(journalId);
  }

  #take(input: Exclude<LinkInput, { type: 'closed' }>): LinkOutput[] {
    switch (input.type) {
      case 'opened':
        return this.#settings.role === 'edge' ? this.#open(input.linkId, input.nowMs) : [];
      case 'frontier':
        return this.#onFrontier(input.frontier, input.nowMs);
      case 'batch':
        return this.#onBatch(input.batch);
      case 'held':
        for (const journal of input.journals) this.#hold(journal);
        return this.#linkId && this.#wishesChanged() ? [this.#ask(input.nowMs)] : [];
      case 'fetched':
        return this.#onFetched(input);
      case 'stored':
        this.#hold(input.journal);
        return this.#linkId ? [this.#state([input.journal], false)] : [];
      case 'tick':
        return this.#onTick(input.nowMs);
    }
  }

  #open(linkId: string, nowMs: number): LinkOutput[] {
    this.#close();
    this.#linkId = linkId;
    this.#question.unanswered = 0;
    return [this.#ask(nowMs)];
  }

  #close(): void {
    this.#linkId = null;
    this.#peer.close();
    this.#newPicture();
    this.#wakeAtMs = null;
  }

  #newPicture(): void {
    this.#sender.reset();
    this.#heardFromPeer.clear();
    this.#diverged.clear();
  }

  #onFrontier(frontier: Frontier, nowMs: number): LinkOutput[] {
    if (this.#settings.role === 'edge' && frontier.linkId !== this.#linkId) return [];
    const heard = this.#peer.hear(frontier);
    if (heard === 'superseded') return this.#onSuperseded(nowMs);
    if (heard === 'first') {
      this.#newPicture();
      this.#linkId = frontier.linkId;
    }
    if (frontier.whole) this.#heardFromPeer.clear();
    const outputs = frontier.journals.flatMap((position) => this.#onPosition(position, { whole: frontier.whole, nowMs }));
    if (!frontier.whole) return outputs;
    if (this.#settings.role === 'hub') return [...outputs, this.#state(this.#held.values(), true)];
    this.#question.unanswered = 0;
    this.#question.againAtMs = this.#question.askedAtMs + this.#settings.refreshMs;
    return outputs;
  }

  /** A hub that was replaced during this link still speaks on it, so nobody can tell old from new any more: a new link can. */
  #onSuperseded(nowMs: number): LinkOutput[] {
    const { role, newLinkId, retryMs } = this.#settings;
    const justAsked = nowMs < this.#question.askedAtMs + retryMs;
    return role === 'edge' && newLinkId && !justAsked ? this.#open(newLinkId(), nowMs) : [];
  }

  #onPosition(position: JournalPosition, { whole, nowMs }: { whole: boolean; nowMs: number }): LinkOutput[] {
    const { journalId, seq, hash } = position;
    const moved = this.#peer.note(position);
    if (moved === 'late') return [];
    if (moved === 'ahead') this.#sender.advanced(journalId, seq, nowMs);
    else if (!whole) this.#sender.repeated(journalId, seq);

    const own = this.#held.get(journalId);
    if (own && own.seq === seq && own.hash !== hash) return this.#diverge(journalId, seq, 'other-hash');
    if (own && own.seq < seq && this.#settings.isOurs(journalId)) return this.#diverge(journalId, seq, 'beyond-our-end');
    return [];
  }

  #onBatch(batch: EntryBatch): LinkOutput[] {
    // A hub that has just started may hear a batch of a link whose first frontier went to the process before it.
    if (this.#settings.role === 'hub') this.#linkId ??= batch.linkId;
    if (batch.linkId !== this.#linkId || !isOneRun(batch)) return [];
    const { journalId, fromSeq, prevHash, entries } = batch;
    const lastSeq = fromSeq + entries.length - 1;
    const own = this.#held.get(journalId);
    if (own && own.seq === fromSeq - 1 && own.hash !== prevHash) return this.#diverge(journalId, lastSeq, 'other-hash');
    if (this.#settings.isOurs(journalId) && lastSeq > (own?.seq ?? 0)) return this.#diverge(journalId, lastSeq, 'beyond-our-end');
    if (this.#isDiverged(journalId)) return [];
    this.#heardFromPeer.set(journalId, Math.max(lastSeq, this.#heardFromPeer.get(journalId) ?? 0));
    return [{ type: 'store', batch }];
  }

  #onFetched({ journalId, fromSeq, prevHash, entries }: Extract<LinkInput, { type: 'fetched' }>): LinkOutput[] {
    const peerHash = this.#peer.hashAt(journalId, fromSeq - 1);
    if (peerHash !== undefined && peerHash !== prevHash) return this.#diverge(journalId, fromSeq - 1, 'other-hash');
    if (!this.#linkId || !this.#sender.fetched(journalId, fromSeq, entries.length)) return [];
    return [{ type: 'send-batch', batch: { linkId: this.#linkId, journalId, fromSeq, prevHash, entries } }];
  }

  #onTick(nowMs: number): LinkOutput[] {
    this.#wakeAtMs = null;
    if (!this.#linkId) return [];
    this.#sender.tick(this.#peer, nowMs);
    if (this.#settings.role === 'hub' || nowMs < this.#question.againAtMs) return [];
    if (this.#question.unanswered >= questionsMax && this.#settings.newLinkId) return this.#open(this.#settings.newLinkId(), nowMs);
    return [this.#ask(nowMs)];
  }

  /** Edge: states all that we hold, which the hub answers with all that it holds. */
  #ask(nowMs: number): LinkOutput {
    const { retryMs, jitter } = this.#settings;
    const { unanswered } = this.#question;
    const delayMs = Math.round(retryMs * Math.min(2 ** unanswered, slowest) * (1 + 0.25 * jitter()));
    this.#question = {
      askedAtMs: nowMs,
      againAtMs: nowMs + delayMs,
      unanswered: unanswered + 1,
      eventIds: this.#settings.eventIds().join(),
    };
    return this.#state(this.#held.values(), true);
  }

  #wishesChanged(): boolean {
    return this.#settings.role === 'edge' && this.#settings.eventIds().join() !== this.#question.eventIds;
  }

  #state(journals: Iterable<JournalAt>, whole: boolean): LinkOutput {
    const { storeId, role, eventIds } = this.#settings;
    const wanted = role === 'edge' && whole ? eventIds() : [];
    return { type: 'send-frontier', frontier: { storeId, linkId: this.#linkId!, whole, eventIds: wanted, journals: [...journals] } };
  }

  #hold({ journalId, seq, hash }: JournalAt): void {
    if (seq >= (this.#held.get(journalId)?.seq ?? 0)) this.#held.set(journalId, { journalId, seq, hash });
  }

  #diverge(journalId: string, peerSeq: number, reason: DivergedReason): LinkOutput[] {
    if (this.#diverged.get(journalId) === reason) return [];
    this.#diverged.set(journalId, reason);
    return [{ type: 'diverged', journalId, peerSeq, reason }];
  }

  /** A journal that was beyond our end is whole again for us once it is sealed: then the rest of it may come. */
  #isDiverged(journalId: string): boolean {
    const reason = this.#diverged.get(journalId);
    return reason === 'other-hash' || (reason === 'beyond-our-end' && this.#settings.isOurs(journalId));
  }

  *#offered(): Iterable<JournalAt> {
    for (const journal of this.#held.values()) {
      const fromPeer = this.#heardFromPeer.get(journal.journalId) ?? 0;
      if (journal.seq > fromPeer && !this.#isDiverged(journal.journalId)) yield journal;
    }
  }

  #fetches(nowMs: number): LinkOutput[] {
    if (!this.#linkId) return [];
    return this.#sender.fetches(this.#offered(), this.#peer, nowMs).map((fetch) => ({ type: 'fetch', ...fetch }));
  }

  #wake(nowMs: number): LinkOutput[] {
    if (!this.#linkId) return [];
    const deadlines = [this.#sender.deadlineMs, this.#settings.role === 'edge' ? this.#question.againAtMs : null].filter(
      (at) => at !== null,
    );
    if (deadlines.length === 0) return [];
    const atMs = Math.max(nowMs, Math.min(...deadlines));
    if (atMs === this.#wakeAtMs) return [];
    this.#wakeAtMs = atMs;
    return [{ type: 'wake-at', atMs }];
  }
}

function isOneRun({ fromSeq, entries }: EntryBatch): boolean {
  return entries.every((entry, at) => entry.seq === fromSeq + at);
}
