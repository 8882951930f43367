import { expect, test } from 'vitest';
import { correctionEntry } from './correction-entry.ts';
import { correctionSchema } from './corrections.ts';

const id = '01997f3a-5c00-7000-8000-0123456789ab';
const entryOf = (correction: unknown) => correctionEntry(correctionSchema.parse(correction));

test('a gun corrected from a phone in Berlin is the same instant in UTC', () => {
  expect(entryOf({ kind: 'gun', wave_id: id, at: '2026-10-25T02:30:00+02:00', replaces: { journal_id: id, seq: 7 } })).toEqual({
    kind: 'gun',
    timeText: '2026-10-25T00:30:00.000Z',
    location: null,
    waveId: id,
    sourceSeq: null,
    replaces: { journalId: id, seq: 7 },
  });
});

test('a chip assigned without a time is assigned always', () => {
  expect(entryOf({ kind: 'assign', chip: '058003700', bib: '007' })).toEqual({ kind: 'assign', chip: '058003700', bib: '007' });
  expect(entryOf({ kind: 'assign', chip: 'A1', bib: null, at: '2026-10-25T09:00:00.1239Z' })).toMatchObject({
    timeText: '2026-10-25T09:00:00.123Z',
    bib: null,
  });
});

test.each([
  [
    { kind: 'status', participant_id: id, change: 'penalty', penalty_ms: 120_000 },
    { change: 'penalty', penaltyMs: 120_000, reason: null },
  ],
  [
    { kind: 'manual', participant_id: id, course_point_id: id, at: '2026-10-25T09:41:07Z' },
    { coursePointId: id, override: false },
  ],
  [{ kind: 'void', target: { journal_id: id, seq: 3 } }, { target: { journalId: id, seq: 3 } }],
  [{ kind: 'race-close', race_id: id }, { raceId: id }],
  [
    { kind: 'publish', race_id: id, as: 'official', frontier: [{ journal_id: id, seq: 7, hash: 'a'.repeat(64) }] },
    { raceId: id, as: 'official', frontier: [{ journalId: id, seq: 7, hash: 'a'.repeat(64) }] },
  ],
  [{ kind: 'day-set', target: { journal_id: id, seq: 3 }, day: '2026-10-25' }, { day: '2026-10-25' }],
])('%j becomes one entry of its kind', (correction, fields) => {
  expect(entryOf(correction)).toMatchObject({ kind: correction.kind, ...fields });
});

test('a correction with a field that means nothing is refused', () => {
  expect(correctionSchema.safeParse({ kind: 'race-close', race_id: id, sure: true }).success).toBe(false);
});
