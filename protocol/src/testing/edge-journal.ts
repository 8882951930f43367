import type { UnstampedDraft } from '../api/correction-entry.ts';
import { type EntryDraft, genesisHash, type JournalEnd, journalStart, type SealedEntry, sealEntry } from '../log/sealed-entry.ts';
import type { JournalAt } from '../replication/link.ts';
import type { EntryBatch } from '../replication/messages.ts';

export const testLinkId = '01997f3a-5c00-7000-8000-00000000f00d';

/** A journal as an edge would write it, in memory, for tests of what a peer makes of it. */
export class EdgeJournal {
  readonly journalId: string;
  readonly sessionId = crypto.randomUUID();
  readonly entries: SealedEntry[] = [];
  #end: JournalEnd;

  constructor({ journalId = crypto.randomUUID(), lamport = 0 }: { journalId?: string; lamport?: number } = {}) {
    this.journalId = journalId;
    this.#end = journalStart(journalId, lamport);
  }

  get end(): JournalAt {
    const { journalId, seq, hash } = this.#end;
    return { journalId, seq, hash };
  }

  /** Opens this journal's session on an event. */
  opens(eventId: string | null, setupHash: string | null = null): this {
    return this.says({ kind: 'session-open', eventId, setupHash });
  }

  says(draft: UnstampedDraft, sessionId: string = this.sessionId): this {
    const stamp = { sessionId, arrivedAtMs: 1_790_000_000_000 + this.entries.length, monotonicMs: this.entries.length, bootId: 'test' };
    const { seq, hash, body, entry } = sealEntry({ ...draft, ...stamp } as EntryDraft, this.#end);
    this.entries.push({ seq, hash, body });
    this.#end = { journalId: this.journalId, seq, hash, lamport: entry.lamport };
    return this;
  }

  reads(chip: string, location: string, timeText: string): this {
    const rest = { sourceSeq: null, reader: null, antenna: null, count: null };
    return this.says({ kind: 'read', clockId: 'decoder-1', timeText, raw: 'eA==', location, ident: chip, identIs: 'auto', ...rest });
  }

  /** Many reads of no meaning. */
  hears(count: number): this {
    for (let at = 0; at < count; at += 1) this.reads(`chip-${at % 50}`, 'mat', '09:00:00.000');
    return this;
  }

  /** Entries `fromSeq` to `toSeq` as a batch of the link. */
  batch(fromSeq = 1, toSeq = this.entries.length, linkId = testLinkId): EntryBatch {
    const prevHash = this.entries[fromSeq - 2]?.hash ?? genesisHash;
    return { linkId, journalId: this.journalId, fromSeq, prevHash, entries: this.entries.slice(fromSeq - 1, toSeq) };
  }
}
