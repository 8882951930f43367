import { expect, test } from 'vitest';
import { byId } from './by-id.ts';
import type { Setup } from './setup.ts';
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

/** Two of everything that a setup lists. */
function aFullSetup(): Setup {
  const { setup } = aRace({
    transitions: [
      { fromMs: 0, offsetMs: 0 },
      { fromMs: 5, offsetMs: 3_600_000 },
    ],
    points: { start: { kind: 'start', backupLocations: ['b', 'a'] }, finish: { kind: 'finish' } },
  })
    .race('mile', { points: { start: { kind: 'start' }, finish: { kind: 'finish' } } })
    .wave('A', { gunLocations: ['y', 'x'] })
    .wave('B')
    .division('F')
    .division('M')
    .award('first')
    .award('best')
    .teamContest('clubs')
    .teamContest('schools')
    .participant('1', { chips: ['C2', 'C1'], customDivisions: ['q', 'p'] })
    .participant('2')
    .team('Harriers', ['1'])
    .team('Striders', ['2']);
  return setup;
}

const turned = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(turned).toReversed()
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, turned(member)]))
      : value;

test('no list of a setup has an order that means anything, and none is sorted but by its own name', () => {
  const setup = aFullSetup();
  expect(canonicalSetup(turned(setup) as Setup)).toEqual(canonicalSetup(setup));
  expect(setupHash(turned(setup) as Setup)).toBe(setupHash(setup));
  const { event, waves, awards, teams, teamContests, chips } = canonicalSetup(turned(setup) as Setup);
  expect(event.transitions.map(({ fromMs }) => fromMs)).toEqual([0, 5]);
  for (const list of [waves, awards, teams, teamContests]) expect(list).toEqual(list.toSorted(byId));
  expect(chips.map(({ chip }) => chip)).toEqual(['C1', 'C2']);
});

test('of two lines for one chip neither is moved: the canonical form keeps their order', () => {
  const setup = aFullSetup();
  const chips = [
    { chip: 'C1', bib: '2' },
    { chip: 'C1', bib: '1' },
  ];
  expect(canonicalSetup({ ...setup, chips }).chips).toEqual(chips);
});

test('nothing of a setup is left out of its canonical form', () => {
  const setup = aFullSetup();
  const canonical = canonicalSetup(setup);
  const wave = (one: Setup) => one.waves.find(({ name }) => name === 'A');
  const runner = (one: Setup) => one.participants.find(({ bib }) => bib === '1');
  const start = (one: Setup) => one.coursePoints.find(({ backupLocations }) => backupLocations.length > 0);
  expect(canonical.event).toEqual(setup.event);
  expect(wave(canonical)).toEqual({ ...wave(setup)!, gunLocations: ['x', 'y'] });
  expect(start(canonical)).toEqual({ ...start(setup)!, backupLocations: ['a', 'b'] });
  expect(runner(canonical)).toEqual({ ...runner(setup)!, customDivisions: ['p', 'q'] });
});
