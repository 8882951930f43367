import { defaultRules, type Participant, type RaceRules, type Result, type Setup } from '@chute/timing';
import { expect, test } from 'vitest';
import type { Person } from '../api/persons.ts';
import { liveEventSchema, liveRowSchema } from './messages.ts';
import { liveEventOf, projectLive } from './project-live.ts';

const id = (tail: string) => `0199aa00-0000-7000-8000-${tail.padStart(12, '0')}`;

test('the public sees a finisher with name, divisions and the time the race ranks on', () => {
  const row = rowFor('public', {});
  expect(row).toMatchObject({
    bib: '101',
    name: 'Ada Example',
    city: 'Chur',
    status: 'finished',
    rankKey: 2_460_000,
    ranksOn: 'chip',
    laps: 0,
    divisionIds: ['F30'],
    sex: 'F',
    raceAge: 34,
  });
  expect(liveRowSchema.parse(row)).toEqual(row);
});

test('a row says by which of its two times it is placed', () => {
  expect(rowFor('public', { rules: { ...defaultRules, rankBy: 'gun' } }).ranksOn).toBe('gun');
  const mixed = { ...defaultRules, rankBy: 'mixed', gunPlaces: 1 } as const;
  expect(rowFor('public', { rules: mixed }).ranksOn).toBe('gun');
  expect(rowFor('public', { rules: mixed, rankKey: 2 ** 38 + 2_460_000 }).ranksOn).toBe('chip');
});

test('why somebody was disqualified is told to announcer and timer, and not to the public', () => {
  const result: Partial<Result> = { status: 'DSQ', reason: 'cut the course' };
  expect(rowFor('public', { result })).not.toHaveProperty('reason');
  expect([rowFor('announcer', { result }).reason, rowFor('timer', { result }).reason]).toEqual(['cut the course', 'cut the course']);
});

test('a hidden runner is a bib to everyone but the timer', () => {
  const hidden = { participant: { hidden: true } };
  for (const audience of ['public', 'announcer'] as const)
    expect(rowFor(audience, hidden)).toMatchObject({ bib: '101', name: null, city: null, raceAge: null });
  expect(rowFor('timer', hidden)).toMatchObject({ name: 'Ada Example', raceAge: 34 });
});

test('what an announcer may say of a runner goes to announcer and timer, never to the public, and of a hidden runner to no announcer', () => {
  const person = {
    ...ada,
    country: 'SUI',
    phonetic_name: 'AY-da',
    milestone: '100th marathon',
    first_timer: false,
    note: ' ',
    birthday: 'today',
  } as const;
  const announce = { phoneticName: 'AY-da', country: 'SUI', milestone: '100th marathon', birthday: 'today' };
  expect(rowFor('announcer', { person }).announce).toEqual(announce);
  expect(liveRowSchema.parse(rowFor('timer', { person })).announce).toEqual(announce);
  expect(rowFor('public', { person })).not.toHaveProperty('announce');
  expect(rowFor('announcer', { person, participant: { hidden: true } })).not.toHaveProperty('announce');
  expect(rowFor('announcer', { person: { ...person, erased: true } })).not.toHaveProperty('announce');
});

test('everyone sees the team of a runner, but not that of a hidden one', () => {
  expect(rowFor('public', { participant: { teamId: 'harriers' } }).team).toBe('Lake Harriers');
  expect(rowFor('public', {})).not.toHaveProperty('team');
  expect(rowFor('announcer', { participant: { teamId: 'harriers', hidden: true } })).not.toHaveProperty('team');
});

test('without a person record, and after it was erased, the bib is shown and nobody is invented', () => {
  expect(rowFor('timer', { person: undefined })).toMatchObject({ bib: '101', name: null, city: null });
  expect(rowFor('timer', { person: { ...ada, erased: true } })).toMatchObject({ bib: '101', name: null, city: null });
  expect(rowFor('timer', { person: { ...ada, first_name: null, last_name: ' ' } }).name).toBeNull();
});

test('the event tells which wave has its gun and which race is closed', () => {
  const event = liveEventOf(setup, [{ waveId: id('b1'), raceId: id('a1'), gunAtMs: 1_790_000_000_500, source: null }], [id('a1')]);
  expect(event).toMatchObject({
    races: [{ raceId: id('a1'), rankBy: 'chip', closed: true }],
    waves: [
      { waveId: id('b1'), gunAtMs: 1_790_000_000_500 },
      { waveId: id('b2'), gunAtMs: null },
    ],
    coursePoints: [{ name: 'Start' }, { name: 'Finish' }],
  });
  expect(liveEventSchema.parse(event)).toEqual(event);
});

test('a race tells its records, and one without any says nothing of them', () => {
  const record = {
    name: 'Course record',
    sex: 'F',
    divisionId: null,
    basis: 'gun',
    timeMs: 1_992_000,
    holder: 'H. Holder',
    year: 2019,
  } as const;
  const [race] = liveEventOf({ ...setup, records: [{ id: 'cr', raceId: id('a1'), ...record }] }, [], []).races;
  expect(race!.records).toEqual([{ recordId: 'cr', ...record }]);
  expect(liveEventSchema.shape.races.element.parse(race)).toEqual(race);
  expect(liveEventOf(setup, [], []).races[0]).not.toHaveProperty('records');
});

const ada: Person = {
  participant_id: id('101'),
  first_name: 'Ada',
  last_name: 'Example',
  city: 'Chur',
  country: null,
  revision: 1,
  erased: false,
};

const point = { raceId: id('a1'), distanceM: null, windowFromMs: null, windowToMs: null, occurrence: 1, backupLocations: [] };
const setup: Setup = {
  v: 1,
  event: {
    id: id('e1'),
    name: 'City Run',
    zone: 'Europe/Zurich',
    transitions: [{ fromMs: 0, offsetMs: 7_200_000 }],
    firstDay: '2026-09-21',
    lastDay: '2026-09-21',
  },
  races: [{ id: id('a1'), name: '10 km', distanceM: 10_000, format: { kind: 'course' }, rulePack: null, rules: defaultRules }],
  waves: [
    { id: id('b1'), raceId: id('a1'), name: 'A', scheduledAtMs: 1_790_000_000_000, gunLocations: [] },
    { id: id('b2'), raceId: id('a1'), name: 'B', scheduledAtMs: 1_790_000_300_000, gunLocations: [] },
  ],
  coursePoints: [
    { ...point, id: id('c2'), name: 'Finish', kind: 'finish', location: 'finish', order: 2 },
    { ...point, id: id('c1'), name: 'Start', kind: 'start', location: 'start', order: 0 },
  ],
  awards: [],
  teams: [{ id: 'harriers', raceId: id('a1'), name: 'Lake Harriers' }],
  teamContests: [],
  divisions: [
    { id: 'F30', raceId: id('a1'), name: 'Women 30-39', sex: 'F', ageMin: 30, ageMax: 39, custom: false },
    { id: 'F40', raceId: id('a1'), name: 'Women 40-49', sex: 'F', ageMin: 40, ageMax: 49, custom: false },
  ],
  participants: [],
  chips: [],
};

type Changes = {
  rankKey?: number | null;
  result?: Partial<Result>;
  participant?: Partial<Participant>;
  person?: Person | undefined;
  rules?: RaceRules;
};

function rowFor(audience: 'public' | 'announcer' | 'timer', changes: Changes) {
  const runner = { raceId: id('a1'), waveId: id('b1'), bib: '101' };
  const participant: Participant = {
    ...runner,
    id: id('101'),
    sex: 'F',
    raceAge: 34,
    customDivisions: [],
    teamId: null,
    hidden: false,
    ...changes.participant,
  };
  const result: Result = {
    ...runner,
    participantId: id('101'),
    status: 'finished',
    gunTimeMs: 2_467_120,
    chipTimeMs: 2_460_000,
    officialGunMs: 2_468_000,
    officialChipMs: 2_460_000,
    startSource: 'read',
    startedAtMs: 1_790_000_007_120,
    finishedAtMs: 1_790_002_467_120,
    penaltyMs: 0,
    reason: null,
    splits: [],
    laps: [],
    decidedBy: { journalId: id('f1'), seq: 7 },
    ...changes.result,
  };
  const races = [{ ...setup.races[0]!, rules: changes.rules ?? defaultRules }];
  const person = 'person' in changes ? changes.person : ada;
  const { rankKey = 2_460_000 } = changes;
  return projectLive({ result, participant, rankKey, person }, { setup: { ...setup, races }, audience });
}
