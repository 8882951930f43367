import { expect, test } from 'vitest';
import type { Result, Split } from '../results.ts';
import { isSameResult } from './same-result.ts';

const aSplit: Split = { coursePointId: '5 km', passedAtMs: 1, gunTimeMs: 2, chipTimeMs: 3, source: { journalId: 'box', seq: 4 } };
const aResult: Result = {
  participantId: 'p',
  bib: '7',
  raceId: 'race',
  waveId: 'wave',
  status: 'finished',
  gunTimeMs: 10,
  chipTimeMs: 9,
  officialGunMs: 1_000,
  officialChipMs: 1_000,
  startSource: 'read',
  startedAtMs: 101,
  finishedAtMs: 110,
  penaltyMs: 0,
  reason: null,
  splits: [aSplit, { ...aSplit, coursePointId: '10 km' }],
  laps: [aSplit, aSplit],
  decidedBy: { journalId: 'box', seq: 5 },
  heardAtMs: 7,
};
const another: Partial<Result>[] = [
  { bib: '8' },
  { raceId: 'other' },
  { waveId: 'other' },
  { status: 'OTL' },
  { gunTimeMs: 11 },
  { chipTimeMs: null },
  { startSource: 'gun' },
  { startedAtMs: 102 },
  { finishedAtMs: 111 },
  { penaltyMs: 1 },
  { reason: 'TR 17' },
  { heardAtMs: 8 },
  { decidedBy: null },
  { decidedBy: { journalId: 'spare box', seq: 5 } },
  { decidedBy: { journalId: 'box', seq: 6 } },
];
const otherSplits: Partial<Split>[] = [
  { coursePointId: '6 km' },
  { passedAtMs: 0 },
  { gunTimeMs: 0 },
  { chipTimeMs: 0 },
  { source: { journalId: 'spare box', seq: 4 } },
  { source: { journalId: 'box', seq: 5 } },
];

test('a result that was worked out anew and says the same is no news', () => {
  expect(isSameResult(aResult, structuredClone(aResult))).toBe(true);
  expect(isSameResult({ ...aResult, decidedBy: null }, { ...structuredClone(aResult), decidedBy: null })).toBe(true);
});

test.each(another.map((differs) => [differs] as const))('a result with %j is another one', (differs) => {
  expect(isSameResult(aResult, { ...aResult, ...differs })).toBe(false);
  expect(isSameResult({ ...aResult, ...differs }, aResult)).toBe(false);
});

test.each(otherSplits.map((differs) => [differs] as const))('a result whose last split or lap has %j is another one', (differs) => {
  for (const list of ['splits', 'laps'] as const) {
    const [first, last] = aResult[list];
    expect(isSameResult(aResult, { ...aResult, [list]: [first, { ...last, ...differs }] })).toBe(false);
    expect(isSameResult(aResult, { ...aResult, [list]: [{ ...first, ...differs }, last] })).toBe(false);
  }
});

test('a split or a lap more is another result, and so is one less', () => {
  for (const list of ['splits', 'laps'] as const) {
    const more = { ...aResult, [list]: [...aResult[list], aSplit] };
    expect([isSameResult(aResult, more), isSameResult(more, aResult)]).toEqual([false, false]);
  }
});
