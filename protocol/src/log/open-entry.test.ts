import { readdirSync, readFileSync } from 'node:fs';
import { sha256Hex } from '@chute/timing';
import { describe, expect, test } from 'vitest';
import { entryKinds } from './entry-schema.ts';
import { loggedEntry, openEntry } from './open-entry.ts';
import { genesisHash, journalStart, type SealedEntry, sealEntry } from './sealed-entry.ts';
import { currentVersion, type RawEntry, upcast } from './upcast.ts';

const fixtures = new URL('./fixtures/', import.meta.url);
const versions = readdirSync(fixtures).filter((name) => /^v\d+$/.test(name));
const journalId = '0199aa00-0000-7000-8000-000000000001';

describe.each(versions)('a log written in version %s', (version) => {
  const stored = sealedLines(version);

  test('opens whole', () => {
    const opened = stored.map((sealed) => loggedEntry(journalId, sealed));
    expect(opened.filter((logged) => logged.entry === null)).toEqual([]);
  });

  test('still has the hashes it was written with, each naming the one before', () => {
    let prev = genesisHash;
    for (const { hash, body } of stored) {
      expect(JSON.parse(body).prev).toBe(prev);
      expect(sha256Hex(body)).toBe(hash);
      prev = hash;
    }
  });
});

test('the fixtures of the present version hold every kind', () => {
  const kinds = new Set(sealedLines(`v${currentVersion}`).map(({ body }) => JSON.parse(body).kind));
  expect([...kinds].sort()).toEqual([...entryKinds].sort());
});

test('an entry reads back as it was sealed, and seals to the same text again', () => {
  const draft = { kind: 'void', target: { journalId, seq: 7 }, sessionId: journalId, arrivedAtMs: 1, monotonicMs: 2, bootId: 'b' } as const;
  const sealed = sealEntry(draft, { ...journalStart(journalId, 9), seq: 4, hash: 'ab'.repeat(32) });
  expect(sealed.entry).toMatchObject({ seq: 5, prev: 'ab'.repeat(32), lamport: 10 });
  expect(openEntry(sealed)).toEqual({ entry: sealed.entry });
});

describe('what cannot be scored says why, and never throws', () => {
  const read = sealedLines('v1')[3]!;
  const changed = (change: RawEntry): string => JSON.stringify({ ...JSON.parse(read.body), ...change });

  test.each([
    ['a body that is no JSON', 'not json', 'not a JSON object'],
    ['a list', '[1]', 'not a JSON object'],
    ['no version', '{}', 'says no version'],
    ['a newer version', changed({ v: 2 }), 'version 2 is newer than this program knows (1)'],
    ['a version that never was', changed({ v: 0 }), 'version 0 cannot be brought to 1'],
    ['a kind of the future', changed({ kind: 'jury-video' }), 'kind "jury-video" is not known to this program'],
    ['a kind named like a method', changed({ kind: 'constructor' }), 'kind "constructor" is not known to this program'],
    ['a field this program does not know', changed({ wind: 3 }), 'Unrecognized key: "wind"'],
    ['a fraction where there are only integers', changed({ sourceSeq: 1.5 }), 'at sourceSeq'],
    ['a text that is missing', changed({ ident: undefined }), 'at ident'],
  ])('%s', (_what, body, reason) => {
    expect(openEntry(body)).toEqual({ unscored: expect.stringContaining(reason) });
  });

  test('a text that is not the one that was hashed', () => {
    expect(openEntry({ ...read, body: read.body.replace('A00101', 'A00102') })).toEqual({
      unscored: 'the text is not the one that was hashed',
    });
  });

  test('an entry that stands where it does not belong still moves the frontier', () => {
    const elsewhere = '0199aa00-0000-7000-8000-0000000000ff';
    expect(loggedEntry(elsewhere, read)).toEqual({
      journalId: elsewhere,
      seq: 4,
      hash: read.hash,
      entry: null,
      unscored: `belongs to journal ${journalId}`,
    });
    expect(loggedEntry(journalId, { ...read, seq: 5 })).toMatchObject({
      seq: 5,
      entry: null,
      unscored: 'says it is number 4, but stands at 5',
    });
  });
});

test('an old entry climbs to the present one version at a time', () => {
  const steps = new Map([
    [1, (old: RawEntry) => ({ ...old, v: 2, mat: old.location })],
    [2, ({ location: _gone, ...old }: RawEntry) => ({ ...old, v: 3 })],
  ]);
  expect(upcast({ v: 1, location: 'finish' }, { to: 3, steps })).toEqual({ v: 3, mat: 'finish' });
  expect(upcast({ v: 1 }, { to: 4, steps })).toBeUndefined();
});

function sealedLines(version: string): SealedEntry[] {
  const lines = readFileSync(new URL(`${version}/entries.jsonl`, fixtures), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}
