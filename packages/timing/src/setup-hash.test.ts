import { expect, test } from 'vitest';
import { canonicalSetup, setupHash } from './setup-hash.ts';
import { aRace } from './testing/a-race.ts';

test('a setup has one name, whatever the order of its lists', () => {
  const { setup } = aRace()
    .wave('A')
    .wave('B')
    .participant('1', { chips: ['C2', 'C1'] })
    .participant('2')
    .division('M')
    .division('F');
  const turned = {
    ...setup,
    waves: setup.waves.toReversed(),
    coursePoints: setup.coursePoints.toReversed(),
    divisions: setup.divisions.toReversed(),
    participants: setup.participants.toReversed(),
    chips: setup.chips.toReversed(),
  };
  expect(setupHash(turned)).toBe(setupHash(setup));
  expect(setupHash({ ...setup, chips: setup.chips.slice(1) })).not.toBe(setupHash(setup));
});

test('a setup without records has the name it always had; a record is part of the name, whatever the order of them', () => {
  const { setup } = aRace().participant('1');
  expect(canonicalSetup({ ...setup, records: [] })).not.toHaveProperty('records');
  expect(setupHash({ ...setup, records: [] })).toBe(setupHash(setup));
  const record = {
    raceId: setup.races[0]!.id,
    sex: null,
    divisionId: null,
    basis: 'gun',
    timeMs: 1_798_000,
    holder: null,
    year: 2019,
  } as const;
  const records = [
    { id: 'a', name: 'Course record', ...record },
    { id: 'b', name: 'National record', ...record },
  ];
  expect(setupHash({ ...setup, records })).not.toBe(setupHash(setup));
  expect(setupHash({ ...setup, records: records.toReversed() })).toBe(setupHash({ ...setup, records }));
});

test("the order of a participant's own divisions is no part of the name", () => {
  const { setup } = aRace().participant('1', { customDivisions: ['b', 'a'] });
  const [one] = setup.participants;
  expect(setupHash({ ...setup, participants: [{ ...one!, customDivisions: ['a', 'b'] }] })).toBe(setupHash(setup));
});
