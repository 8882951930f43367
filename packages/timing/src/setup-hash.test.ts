import { expect, test } from 'vitest';
import { setupHash } from './setup-hash.ts';
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

test("the order of a participant's own divisions is no part of the name", () => {
  const { setup } = aRace().participant('1', { customDivisions: ['b', 'a'] });
  const [one] = setup.participants;
  expect(setupHash({ ...setup, participants: [{ ...one!, customDivisions: ['a', 'b'] }] })).toBe(setupHash(setup));
});
