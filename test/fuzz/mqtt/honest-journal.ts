import {
  type EntryBatch,
  type EntryDraft,
  genesisHash,
  type JournalEnd,
  journalStart,
  type SealedEntry,
  sealEntry,
  type UnstampedDraft,
} from '@chute/protocol';
import { newId } from '@chute/service';

/** A journal as an honest node writes it: a session on an event, and reads. */
export class HonestJournal {
  readonly journalId = newId();
  readonly entries: SealedEntry[] = [];
  #end: JournalEnd = journalStart(this.journalId, 0);
  readonly #sessionId = newId();

  constructor({ eventId, reads }: { eventId: string; reads: number }) {
    this.#says({ kind: 'session-open', eventId, setupHash: null });
    const rest = { sourceSeq: null, reader: null, antenna: null, count: null };
    for (let at = 0; at < reads; at += 1) {
      const heard = { location: 'FINISH', ident: String(at), identIs: 'auto' as const, ...rest };
      this.#says({ kind: 'read', clockId: 'decoder-1', timeText: '09:00:00.000', raw: 'eA==', ...heard });
    }
  }

  get end(): { journalId: string; seq: number; hash: string } {
    const { journalId, seq, hash } = this.#end;
    return { journalId, seq, hash };
  }

  batch(linkId: string, fromSeq: number, toSeq: number): EntryBatch {
    const prevHash = this.entries[fromSeq - 2]?.hash ?? genesisHash;
    return { linkId, journalId: this.journalId, fromSeq, prevHash, entries: this.entries.slice(fromSeq - 1, toSeq) };
  }

  #says(draft: UnstampedDraft): void {
    const stamp = { sessionId: this.#sessionId, arrivedAtMs: 1_790_000_000_000, monotonicMs: 1, bootId: 'test' };
    const { seq, hash, body, entry } = sealEntry({ ...draft, ...stamp } as EntryDraft, this.#end);
    this.entries.push({ seq, hash, body });
    this.#end = { journalId: this.journalId, seq, hash, lamport: entry.lamport };
  }
}
