import { type EntryDraft, type JournalEnd, type SealedEntry, sealEntry } from '@chute/protocol/sealed-entry';
import { nativeSha256Hex } from '@chute/service/native-sha256';

/** A body longer than any honest one is read back as everybody else will read it: a field may be longer than its schema allows. */
const plainCharactersMax = 1_000;

/** Longer bodies are refused on the wire, and one of them would hold up every entry behind it. */
const bodyCharactersMax = 65_536;

/**
 * Seals a draft; one that cannot be sealed becomes a `refused` entry with the reason, its bytes kept (R3).
 * So nothing that a decoder or a person sends can stop the journal.
 */
export function sealDraft(draft: EntryDraft, end: JournalEnd): { entry: SealedEntry; asDrafted: boolean } {
  try {
    const { seq, hash, body } = sealEntry(draft, end, nativeSha256Hex);
    if (body.length <= bodyCharactersMax) return { entry: { seq, hash, body }, asDrafted: body.length <= plainCharactersMax };
    return sealRefused(draft, end, `the entry would be ${body.length} characters long, more than ${bodyCharactersMax}`);
  } catch (error) {
    if (error instanceof TypeError) return sealRefused(draft, end, error.message);
    throw error;
  }
}

function sealRefused(draft: EntryDraft, end: JournalEnd, reason: string): { entry: SealedEntry; asDrafted: false } {
  const { sessionId, arrivedAtMs, monotonicMs, bootId, kind } = draft;
  const raw = draft.raw === undefined ? {} : { raw: draft.raw.slice(0, 44_000) };
  const head = { sessionId, arrivedAtMs: Math.trunc(arrivedAtMs), monotonicMs: Math.trunc(monotonicMs), bootId, ...raw };
  const refused = { ...head, kind: 'refused' as const, family: 'journal', reason: `a ${kind} could not be kept as one: ${reason}` };
  const { seq, hash, body } = sealEntry(refused, end, nativeSha256Hex);
  return { entry: { seq, hash, body }, asDrafted: false };
}
