import { type EntryBatch, type EntryDraft, genesisHash, loggedEntry, type SealedEntry, sealEntry } from '@chute/protocol';
import { testLinkId } from '@chute/protocol/testing';
import { nativeSha256Hex } from '@chute/service';
import type { LoggedEntry } from '@chute/timing';
import type { RaceStory } from '@chute/timing/testing';

/** A race story as edges would send it: the same entries under the same numbers, with true hashes. */
export type SealedStory = { journals: Map<string, SealedEntry[]>; entries: LoggedEntry[] };

export function sealedStory(race: RaceStory): SealedStory {
  const journals = new Map<string, SealedEntry[]>();
  for (const { journalId, entry } of race.entries) {
    if (!entry) throw new TypeError('a story holds entries that can be understood');
    const journal = journals.get(journalId) ?? [];
    journals.set(journalId, journal);
    const { v, seq, prev, lamport, journalId: _, ...draft } = entry;
    const before = { journalId, seq: seq - 1, hash: journal.at(-1)?.hash ?? genesisHash, lamport: lamport - 1 };
    const { hash, body } = sealEntry(draft as EntryDraft, before, nativeSha256Hex);
    journal.push({ seq, hash, body });
  }
  const entries = [...journals].flatMap(([journalId, sealed]) => sealed.map((one) => loggedEntry(journalId, one, nativeSha256Hex)));
  return { journals, entries };
}

/** The story's journals cut into batches of this many entries. */
export function batchesOf({ journals }: SealedStory, size: number): EntryBatch[] {
  return [...journals].flatMap(([journalId, sealed]) => {
    const batches: EntryBatch[] = [];
    for (let at = 0; at < sealed.length; at += size) {
      const prevHash = sealed[at - 1]?.hash ?? genesisHash;
      batches.push({ linkId: testLinkId, journalId, fromSeq: at + 1, prevHash, entries: sealed.slice(at, at + size) });
    }
    return batches;
  });
}
