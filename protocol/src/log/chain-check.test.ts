import { expect, test } from 'vitest';
import { ChainCheck, rangesText } from './chain-check.ts';
import { type EntryDraft, journalStart, type SealedEntry, sealEntry } from './sealed-entry.ts';

const journalId = '01900000-0000-7000-8000-000000000001';

function aJournal(count: number, id = journalId): SealedEntry[] {
  const stamp = { sessionId: id, arrivedAtMs: 1_790_000_000_000, monotonicMs: 1, bootId: 'boot' };
  const entries: SealedEntry[] = [];
  for (let at = 0; at < count; at += 1) {
    const { seq, hash, body } = sealEntry({ ...stamp, kind: 'note', personRecordId: `n${at}` } as unknown as EntryDraft, {
      ...(entries.at(-1) ?? { seq: 0, hash: '0'.repeat(64) }),
      journalId: id,
      lamport: journalStart(id, at).lamport,
    });
    entries.push({ seq, hash, body });
  }
  return entries;
}

function checked(entries: readonly SealedEntry[], toSeq?: number) {
  const check = new ChainCheck(journalId);
  for (const entry of entries) check.add(entry);
  return check.result(toSeq);
}

test('a journal as it was written is whole, and its last hash stands for all of it', () => {
  const entries = aJournal(12);
  const { seq, hash } = entries[11]!;
  expect(checked(entries)).toEqual({ journalId, count: 12, last: { seq, hash }, missing: [], missingCount: 0, faults: [], faultCount: 0 });
  expect(checked([])).toMatchObject({ count: 0, last: { seq: 0, hash: '0'.repeat(64) }, missing: [] });
});

test('entries that are not there are named, in the middle, at the beginning and at the end', () => {
  const entries = aJournal(12).filter(({ seq }) => ![1, 5, 6, 7, 12].includes(seq));
  const { count, missing, faultCount } = checked(entries, 12);
  expect({ count, missing, faultCount }).toEqual({
    count: 7,
    missing: [
      { fromSeq: 1, toSeq: 1 },
      { fromSeq: 5, toSeq: 7 },
      { fromSeq: 12, toSeq: 12 },
    ],
    faultCount: 0,
  });
  expect(rangesText(missing)).toBe('1, 5 to 7, 12');
});

test('a changed text, a text under a new hash, and a text from elsewhere are each found', () => {
  const entries = aJournal(9);
  const changed = { ...entries[2]!, body: entries[2]!.body.replace('"n2"', '"nX"') };
  const resealed = aJournal(9).map((entry) => ({ ...entry }))[5]!;
  const elsewhere = aJournal(9, '01900000-0000-7000-8000-000000000002')[7]!;
  const other = { ...resealed, hash: 'f'.repeat(64) };
  const found = checked(entries.map((entry) => ({ 3: changed, 6: other, 8: elsewhere })[entry.seq] ?? entry));
  expect(found.faults).toEqual([
    { seq: 3, fault: 'hash' },
    { seq: 6, fault: 'hash' },
    { seq: 7, fault: 'prev' },
    { seq: 8, fault: 'place' },
    { seq: 9, fault: 'prev' },
  ]);
  expect(checked([{ seq: 1, hash: '0'.repeat(64), body: 'no JSON' }]).faults.map(({ fault }) => fault)).toEqual(['hash', 'place']);
});

test('a journal in which every second entry is missing is told by its first gaps', () => {
  const { missing, missingCount, count } = checked(aJournal(600).filter(({ seq }) => seq % 2 === 0));
  expect([count, missingCount, missing.length]).toEqual([300, 300, 100]);
  expect(rangesText(missing)).toBe('1, 3, 5, 7, 9 and 95 more stretches');
});
