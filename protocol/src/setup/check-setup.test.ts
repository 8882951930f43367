import {
  type Award,
  applyRulePack,
  defaultRules,
  type RaceFormat,
  type RaceRecord,
  rulePackNames,
  type Setup,
  type TeamContest,
} from '@chute/timing';
import { expect, test } from 'vitest';
import { checkSetup, readSetup } from './check-setup.ts';
import { describeProblems } from './setup-problem.ts';

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
  [
    'two divisions of one name',
    (s) => s.divisions.push({ ...s.divisions[0]!, id: 'other' }),
    'divisions[1].name: the race has another division "Men 40-49"',
  ],
  ['an award of an unknown race', (s) => s.awards.push(anAward({ raceId: id('ff') })), 'awards[0].raceId: there is no race'],
  [
    'an award of an unknown division',
    (s) => s.awards.push(anAward({ divisionId: 'W40' })),
    'awards[0].divisionId: there is no division W40',
  ],
  [
    "an award of another race's division",
    (s) => s.awards.push(anAward({ raceId: otherRace, divisionId: 'M40' })),
    'awards[0].divisionId: division "Men 40-49" belongs to another race',
  ],
  [
    'an award for women of a division of men',
    (s) => s.awards.push(anAward({ sex: 'F', divisionId: 'M40' })),
    'awards[0].sex: is F, but everyone in division "Men 40-49" is M',
  ],
  [
    'two awards that are filled at once',
    (s) => s.awards.push(anAward({}), anAward({ id: 'second' })),
    'awards[1].order: another award of the race has order 1',
  ],
  [
    'a team contest of an unknown division',
    (s) => s.teamContests.push(aContest({ divisionId: 'W40' })),
    'teamContests[0].divisionId: there is no division W40',
  ],
  [
    'a team contest by time where laps win',
    (s) => {
      s.races[0]!.format = { kind: 'timed', limitMs: 3_600_000 };
      s.teamContests.push(aContest({ by: 'time' }));
    },
    'teamContests[0].by: is time, but a timed race is won by laps',
  ],
  ['a record of an unknown race', records({ raceId: id('ff') }), 'records[0].raceId: there is no race'],
  ['a record of an unknown division', records({ divisionId: 'W40' }), 'records[0].divisionId: there is no division W40'],
  [
    'a record of women in a division of men',
    records({ sex: 'F', divisionId: 'M40' }),
    'records[0].sex: is F, but everyone in division "Men 40-49" is M',
  ],
  ['a record with the id of another', records({}, { name: 'National record' }), 'records[1].id: cr is there twice'],
  [
    'a record that is there twice',
    records({}, { id: 'again', timeMs: 1_790_000 }),
    'records[1].name: the race has another "Course record" of the same runners',
  ],
  [
    'a record in a race that is won by laps',
    (s) => {
      s.races[0]!.format = { kind: 'timed', limitMs: 3_600_000 };
      records({})(s);
    },
    'records[0]: "Course record" is a time, but a timed race is won by laps',
  ],
  [
    'a runner of a team that is not there',
    (s) => Object.assign(s.participants[1]!, { teamId: 'Harriers' }),
    'participants[1].teamId: there is no team Harriers',
  ],
  [
    'a runner of a team of another race',
    (s) => {
      s.teams.push({ id: 'harriers', raceId: otherRace, name: 'Harriers' });
      s.participants[1]!.teamId = 'harriers';
    },
    'participants[1].teamId: team "Harriers" belongs to another race',
  ],
  ['a mixed ranking without gun places', rules({ rankBy: 'mixed' }), 'races[0].rules.gunPlaces: is 0 though the race ranks mixed'],
  ['gun places in a race by chip', rules({ gunPlaces: 3 }), 'races[0].rules.gunPlaces: is 3, but the race ranks everyone by chip'],
  [
    'a cut-off before the first finish',
    rules({ minimumFinishMs: 600_000, cutOffMs: 599_999 }),
    'races[0].rules.cutOffMs: is before the first finish that counts (600000)',
  ],
  [
    'a rule pack whose rules were changed',
    (s) => {
      s.races[0] = { ...applyRulePack(s.races[0]!, 'usatf-road@1'), rules: { ...defaultRules } };
    },
    'races[0].rulePack: says usatf-road@1, but a rule of that pack was changed',
  ],
  [
    'laps without a shortest one',
    format({ kind: 'laps', laps: 4 }, 0),
    'races[0].rules.minimumLapMs: is 0, so that every read at the line would be a lap',
  ],
  [
    'a timed race shorter than a lap',
    format({ kind: 'timed', limitMs: 59_999 }, 60_000),
    'races[0].format.limitMs: is shorter than the shortest lap (60000)',
  ],
  [
    'a backyard without time for a loop',
    format({ kind: 'backyard', loopMs: 60_000 }, 60_000),
    'races[0].format.loopMs: leaves no time for a loop: the shortest that counts is 60000',
  ],
  [
    'an exchange in a race that has no last leg',
    (s) => {
      s.races[0]!.format = { kind: 'backyard', loopMs: 3_600_000 };
      s.coursePoints.push(exchange(s, 3));
    },
    'coursePoints[3].kind: "Hand-over" is an exchange, but a backyard race has no last leg',
  ],
  [
    'an exchange at the start',
    (s) => s.coursePoints.push(exchange(s, 0)),
    'coursePoints[3].order: "Hand-over" does not come after the start',
  ],
  [
    'two exchanges of one order',
    (s) => s.coursePoints.push(exchange(s, 3), { ...exchange(s, 3), id: id('c5') }),
    'coursePoints[4].order: "Hand-over" has the order of another exchange',
  ],
  [
    'a backup that is a main location too',
    (s) => s.coursePoints[1]!.backupLocations.push('spare', 'start'),
    'coursePoints[1].backupLocations[1]: start is itself the location of "Start"',
  ],
  [
    'a backup of two locations',
    (s) => {
      s.coursePoints[0]!.backupLocations.push('spare');
      s.coursePoints[1]!.backupLocations.push('spare');
    },
    'coursePoints[1].backupLocations[0]: spare stands by for start already',
  ],
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

test('what is no record is named by its field', () => {
  const spoilt = (record: object) => readSetup({ ...tenK(), records: [{ ...aRecord({}), ...record }] });
  for (const [field, value] of Object.entries({ timeMs: 0, basis: 'clock', year: 19, holder: '', sex: 'W', at: 'Chur' }))
    expect(spoilt({ [field]: value })).toMatchObject({ problems: [{ field: expect.stringContaining('records[0]') }] });
});

test('the same bib in two races is no problem', () => {
  const setup = tenK();
  setup.participants.push({ ...setup.participants[0]!, id: id('103'), raceId: otherRace, waveId: otherWave });
  expect(checkSetup(setup)).toEqual([]);
});

test('awards, contests, teams, backups and limits that fit are no problem', () => {
  const setup = tenK();
  setup.awards.push(
    anAward({ divisionId: 'M40' }),
    anAward({ id: 'b', order: 2, sex: 'M', divisionId: 'M40' }),
    anAward({ id: 'c', order: 3, sex: 'F' }),
    anAward({ id: 'd', raceId: otherRace }),
  );
  setup.teams.push({ id: 'harriers', raceId: race, name: 'Harriers' });
  setup.participants[0]!.teamId = 'harriers';
  setup.teamContests.push(aContest({ by: 'time', divisionId: 'M40' }));
  setup.records = [aRecord({}), aRecord({ id: 'women', sex: 'F' }), aRecord({ id: 'masters', divisionId: 'M40', basis: 'chip' })];
  setup.coursePoints.push(exchange(setup, 3));
  // One spare beside the line, for all that the line means, and in the other race the same box is the main one.
  setup.coursePoints[1]!.backupLocations.push('spare', 'spare');
  setup.coursePoints.push({ ...setup.coursePoints[1]!, id: id('c6'), kind: 'split', name: 'Lap 1', order: 2, backupLocations: ['spare'] });
  setup.coursePoints[2]!.location = 'spare';
  Object.assign(setup.races[0]!.rules, { rankBy: 'mixed', gunPlaces: 3, minimumFinishMs: 600_000, cutOffMs: 600_000 });
  expect(checkSetup(setup)).toEqual([]);
});

test.each<[RaceFormat, number]>([
  [{ kind: 'laps', laps: 4 }, 1],
  [{ kind: 'timed', limitMs: 60_000 }, 60_000],
  [{ kind: 'backyard', loopMs: 60_001 }, 60_000],
  [{ kind: 'course' }, 0],
])('%j with a shortest lap of %i ms can be raced', (kind, minimumLapMs) => {
  const setup = tenK();
  format(kind, minimumLapMs)(setup);
  setup.teamContests.push(aContest({ by: 'points' }));
  expect(checkSetup(setup)).toEqual([]);
});

test.each(rulePackNames)('a race by %s is a setup that can be raced', (rulePack) => {
  const setup = tenK();
  setup.races[0] = applyRulePack(setup.races[0]!, rulePack);
  expect(readSetup(JSON.parse(JSON.stringify(setup)))).toEqual({ setup });
});

test('a rule pack of a newer engine is no problem', () => {
  const setup = tenK();
  setup.races[0]!.rulePack = 'usatf-road@7';
  expect(checkSetup(setup)).toEqual([]);
});

function anAward(award: Partial<Award>): Award {
  return { id: 'a', raceId: race, name: 'Overall', order: 1, sex: null, divisionId: null, depth: 3, basis: 'gun', ...award };
}

function aContest(contest: Partial<TeamContest>): TeamContest {
  const open = { by: 'points', basis: 'gun', sex: null, divisionId: null, scorers: 5, displacers: 2 } as const;
  return { id: 'teams', raceId: race, name: 'Teams', ...open, ...contest };
}

function aRecord(record: Partial<RaceRecord>): RaceRecord {
  const open = { sex: null, divisionId: null, basis: 'gun', timeMs: 1_798_000, holder: 'H. Holder', year: 2019 } as const;
  return { id: 'cr', raceId: race, name: 'Course record', ...open, ...record };
}

function records(...changes: Partial<RaceRecord>[]): (setup: Setup) => void {
  return (setup) => Object.assign(setup, { records: changes.map(aRecord) });
}

function rules(changed: Partial<typeof defaultRules>): (setup: Setup) => void {
  return (setup) => Object.assign(setup.races[0]!.rules, changed);
}

function format(kind: RaceFormat, minimumLapMs: number): (setup: Setup) => void {
  return ({ races }) => Object.assign(races[0]!, { format: kind, rules: { ...defaultRules, minimumLapMs } });
}

function exchange(setup: Setup, order: number): Setup['coursePoints'][number] {
  return {
    ...setup.coursePoints[0]!,
    id: id('c4'),
    kind: 'exchange',
    name: 'Hand-over',
    location: 'hand-over',
    backupLocations: [],
    order,
  };
}

function tenK(): Setup {
  const point = { raceId: race, distanceM: null, windowFromMs: null, windowToMs: null, occurrence: 1 };
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
      { ...point, backupLocations: [], id: id('c1'), name: 'Start', kind: 'start', location: 'start', order: 0 },
      { ...point, backupLocations: [], id: id('c2'), name: 'Finish', kind: 'finish', location: 'finish', order: 5 },
      { ...point, backupLocations: [], id: id('c3'), raceId: otherRace, name: 'Finish', kind: 'finish', location: 'finish', order: 1 },
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
