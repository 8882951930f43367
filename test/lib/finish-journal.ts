import { type EntryDraft, genesisHash, type JournalAt, type SealedEntry, sealEntry } from '@chute/protocol';
import { nativeSha256Hex, newId } from '@chute/service';

const firstAtMs = Date.UTC(2026, 8, 20, 8);

/** A journal of one session at the finish of a `smallRace`: chip 1, then chip 2, …, each 10 ms after the one before. */
export class FinishJournal {
  readonly journalId = newId();
  readonly entries: SealedEntry[] = [];
  readonly eventId: string;

  constructor(eventId: string) {
    this.eventId = eventId;
  }

  /** Has this many entries from here on; the first one opens the session. */
  grow(length: number): this {
    while (this.entries.length < length) {
      const end = this.at(this.entries.length);
      const { seq, hash, body } = sealEntry(this.#draft(end.seq), { ...end, lamport: end.seq }, nativeSha256Hex);
      this.entries.push({ seq, hash, body });
    }
    return this;
  }

  at(seq: number): JournalAt {
    return { journalId: this.journalId, seq, hash: this.entries[seq - 1]?.hash ?? genesisHash };
  }

  /** Entries from this one on, with the hash of the one before, as a link asks for them. */
  fetch({ fromSeq, limit }: { fromSeq: number; limit: number }) {
    const { journalId, hash: prevHash } = this.at(fromSeq - 1);
    return { journalId, fromSeq, prevHash, entries: this.entries.slice(fromSeq - 1, fromSeq - 1 + limit) };
  }

  #draft(number: number): EntryDraft {
    const head = { sessionId: this.journalId, arrivedAtMs: firstAtMs + number, monotonicMs: number, bootId: 'restless' };
    if (number === 0) return { ...head, kind: 'session-open', eventId: this.eventId, setupHash: null };
    const fields = {
      location: 'FINISH',
      ident: String(number),
      identIs: 'chip' as const,
      sourceSeq: number,
      reader: '0F2A38',
      antenna: 1,
      count: 1,
    };
    const time = new Date(firstAtMs + number * 10).toISOString().slice(0, 23);
    return { ...head, kind: 'read', clockId: 'ctp01:0F2A38', timeText: time, raw: '', ...fields };
  }
}
