import { canonicalJson, type Entry, type EntryFields, type EntryHead, sha256Hex } from '@chute/timing';

/** What a writer hands to its journal. The journal adds what only it knows: its id, sequence, previous hash and lamport. */
export type EntryDraft = {
  [Kind in keyof EntryFields]: Omit<EntryHead, 'v' | 'journalId' | 'seq' | 'prev' | 'lamport'> & { kind: Kind } & EntryFields[Kind];
}[keyof EntryFields];

/** An entry as it is stored and sent: `body` is the very text that was hashed. */
export type SealedEntry = { seq: number; hash: string; body: string };

/** Where the next entry of a journal goes. `lamport` is the highest seen anywhere. */
export type JournalEnd = { journalId: string; seq: number; hash: string; lamport: number };

/** `prev` of the first entry of a journal. */
export const genesisHash = '0'.repeat(64);

/** SHA-256 of a text's UTF-8 bytes as hex. The default is pure; a program passes its platform's own, four times as fast (`nativeSha256Hex` of @chute/service). */
export type Sha256Hex = (text: string) => string;

/** Closes a draft into the next entry of its journal: RFC 8785 text, and its SHA-256. */
export function sealEntry(draft: EntryDraft, end: JournalEnd, sha256: Sha256Hex = sha256Hex): SealedEntry & { entry: Entry } {
  const place = { v: 1, journalId: end.journalId, seq: end.seq + 1, prev: end.hash, lamport: end.lamport + 1 } as const;
  const entry: Entry = { ...draft, ...place };
  const body = canonicalJson(entry);
  return { seq: place.seq, hash: sha256(body), body, entry };
}

export function journalStart(journalId: string, lamport: number): JournalEnd {
  return { journalId, seq: 0, hash: genesisHash, lamport };
}
