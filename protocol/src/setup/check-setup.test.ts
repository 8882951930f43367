import { defaultRules, type Setup } from '@chute/timing';
import { expect, test } from 'vitest';
import { checkSetup, describeProblems, readSetup } from './check-setup.ts';

const id = (tail: string) => `0199aa00-0000-7000-8000-${tail.padStart(12, '0')}`;
const [race, otherRace, wave, otherWave] = [id('a1'), id('a2'), id('b1'), id('b2')];

test('a setup that can be raced has no problems', () => {
  expect(readSetup(JSON.parse(JSON.stringify(tenK())))).toEqual({ setup: tenK() });
});

test.each<[string, (setup: Setup) => unknown, string]>([
  ['a wave of an unknown race', (s) => Object.assign(s.waves[0]!, { raceId: id('ff') }), 'waves[0].raceId: there is no race'],
  [
    'a participant in an unknown wave',
    (s) => Object.assign(s.participants[1]!, { waveId: id('ff') }),
    'participants[1].waveId: there is no wave',
  ],
  [
    'a participant in a wave of another race',
    (s) => Object.assign(s.participants[1]!, { waveId: otherWave }),
    'participants[1].waveId: wave "B" belongs to another race',
  ],
  [
    'a bib worn twice in one race',
    (s) => Object.assign(s.participants[1]!, { bib: '101' }),
    'participants[1].bib: bib 101 is worn twice in one race',
  ],
  ['a chip given out twice', (s) => s.chips.push({ chip: 'A101', bib: '102' }), 'chips[1].chip: chip A101 is given out twice'],
  ['a race without a finish', (s) => s.coursePoints.splice(1, 1), 'races[0]: race "10 km" has no finish'],
  ['a race without a wave', (s) => s.waves.splice(1, 1), 'races[1]: race "5 km" has no wave'],
  [
    'a split behind the finish',
    (s) => Object.assign(s.coursePoints[0]!, { order: 9 }),
    'coursePoints[0].order: "Start" does not come before the finish',
  ],
  [
    'a course point at no location',
    (s) => Object.assign(s.coursePoints[0]!, { location: ' ' }),
    'coursePoints[0].location: "Start" has no location',
  ],
  [
    'a window that ends before it begins',
    (s) => Object.assign(s.coursePoints[1]!, { windowFromMs: 5, windowToMs: 5 }),
    'coursePoints[1].windowToMs',
  ],
  ['ages the wrong way round', (s) => Object.assign(s.divisions[0]!, { ageMax: 39 }), 'divisions[0].ageMax: is below ageMin (40)'],
  ['a custom division that nobody made', (s) => s.participants[0]!.customDivisions.push('club'), 'participants[0].customDivisions[0]'],
  ['an id that is there twice', (s) => Object.assign(s.participants[1]!, { id: s.participants[0]!.id }), 'participants[1].id'],
  ['an event that ends before it begins', (s) => Object.assign(s.event, { lastDay: '2026-09-20' }), 'event.lastDay: is before firstDay'],
  ['two clock changes at one instant', (s) => s.event.transitions.push({ fromMs: 0, offsetMs: 0 }), 'event.transitions[1].fromMs'],
])('%s is named with what to do', (_what, spoil, expected) => {
  const setup = tenK();
  spoil(setup);
  const problems = checkSetup(setup);
  expect(describeProblems(problems)).toContain(expected);
  expect(problems.every((problem) => problem.fix.length > 10)).toBe(true);
});

test('a field of the wrong shape is named by its path', () => {
  const setup = { ...tenK(), races: [{ ...tenK().races[0], distanceM: 'ten' }] };
  expect(readSetup(setup)).toMatchObject({
    problems: [{ field: 'races[0].distanceM', problem: expect.stringContaining('expected number') }],
  });
  expect(readSetup('no setup')).toMatchObject({ problems: [{ field: '(all)' }] });
});

test('the same bib in two races is no problem', () => {
  const setup = tenK();
  setup.participants.push({ ...setup.participants[0]!, id: id('103'), raceId: otherRace, waveId: otherWave });
  expect(checkSetup(setup)).toEqual([]);
});

function tenK(): Setup {
  const point = { raceId: race, distanceM: null, windowFromMs: null, windowToMs: null, occurrence: 1, backupLocations: [] };
  const runner = { raceId: race, waveId: wave, sex: null, raceAge: null, customDivisions: [], teamId: null, hidden: false };
  return {
    v: 1,
    event: {
      id: id('e1'),
      name: 'City Run',
      zone: 'Europe/Berlin',
      transitions: [{ fromMs: 0, offsetMs: 7_200_000 }],
      firstDay: '2026-09-21',
      lastDay: '2026-09-21',
    },
    races: [
      { id: race, name: '10 km', distanceM: 10_000, format: { kind: 'course' }, rulePack: null, rules: { ...defaultRules } },
      { id: otherRace, name: '5 km', distanceM: 5_000, format: { kind: 'course' }, rulePack: null, rules: { ...defaultRules } },
    ],
    waves: [
      { id: wave, raceId: race, name: 'A', scheduledAtMs: 1_790_000_000_000, gunLocations: ['start'] },
      { id: otherWave, raceId: otherRace, name: 'B', scheduledAtMs: 1_790_000_600_000, gunLocations: [] },
    ],
    coursePoints: [
      { ...point, id: id('c1'), name: 'Start', kind: 'start', location: 'start', order: 0 },
      { ...point, id: id('c2'), name: 'Finish', kind: 'finish', location: 'finish', order: 5 },
      { ...point, id: id('c3'), raceId: otherRace, name: 'Finish', kind: 'finish', location: 'finish', order: 1 },
    ],
    divisions: [{ id: 'M40', raceId: race, name: 'Men 40-49', sex: 'M', ageMin: 40, ageMax: 49, custom: false }],
    awards: [],
    teams: [],
    teamContests: [],
    participants: [
      { ...runner, id: id('101'), bib: '101' },
      { ...runner, id: id('102'), bib: '102' },
    ],
    chips: [{ chip: 'A101', bib: '101' }],
  };
}
