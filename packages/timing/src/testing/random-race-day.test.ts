import { expect, test } from 'vitest';
import { type Happening, homeDay, raceOf, tell, type World } from './random-race-day.ts';
import { storyId } from './story-ids.ts';

const plain: World = { rules: {}, format: { kind: 'course' }, happenings: [], commonMat: false, backedUp: false };
const one: Happening = { kind: 'read', who: 1, where: 2, minute: 5, ms: 400, journal: 1, other: 0, flag: true };

function entryOf(happening: Partial<Happening>, world: Partial<World> = {}) {
  const happened = { ...plain, ...world, happenings: [{ ...one, ...happening }] };
  return tell(happened, raceOf(happened)).entries.at(-1)!.entry;
}

const journal = (name: string) => ({ journalId: storyId('journal', name), sessionId: storyId('session', name) });
const point = (name: string) => storyId('point', name);
const person = (bib: string) => storyId('participant', bib);
const wave = (name: string) => storyId('wave', name);
const nothing = { journalId: 'none', seq: 1 };
const at = '2026-12-31T23:25:00.400';

test.each([
  [{}, { kind: 'read', ...journal('finish box'), timeText: at, location: 'finish', ident: '2' }],
  [
    { other: 1, where: 0, journal: 0 },
    { kind: 'read', ...journal('start box'), location: 'start', ident: 'C2' },
  ],
  [
    { other: 2, where: 1, journal: 2 },
    { kind: 'read', ...journal('hub'), location: '5 km', ident: 'D2' },
  ],
  [{ who: 4 }, { ident: '5' }],
  [{ who: 5 }, { ident: 'stranger 5' }],
  [{ minute: 39, ms: 59_999 }, { timeText: '2026-12-31T23:59:59.999' }],
  [{ minute: 40, ms: 0 }, { timeText: '2027-01-01T00:00:00.000' }],
  [{ kind: 'undated read' }, { kind: 'read', ident: 'C2', timeText: '23:25:00.400', ...journal('finish box') }],
  [
    { kind: 'copy', other: 1 },
    { kind: 'read', ident: 'C2', timeText: at, ...journal('finish box') },
  ],
  [
    { kind: 'gun', minute: 25, other: 1 },
    { kind: 'gun', waveId: wave('A'), timeText: at, replaces: null, ...journal('finish box') },
  ],
  [
    { kind: 'gun', flag: false },
    { kind: 'gun', waveId: wave('B'), replaces: nothing },
  ],
  [
    { kind: 'gun heard', minute: 25 },
    { kind: 'gun', waveId: null, location: 'start', timeText: at, ...journal('finish box') },
  ],
  [{ kind: 'manual' }, { kind: 'manual', participantId: person('2'), coursePointId: point('finish'), timeText: at, override: true }],
  [
    { kind: 'manual', where: 0, flag: false },
    { coursePointId: point('start'), override: false },
  ],
  [{ kind: 'manual', where: 1 }, { coursePointId: point('5 km') }],
  [{ kind: 'status' }, { kind: 'status', participantId: person('2'), change: 'DSQ' }],
  [{ kind: 'status', other: 1 }, { change: 'reinstated' }],
  [{ kind: 'status', other: 2 }, { change: 'DNF' }],
  [
    { kind: 'status', other: 3 },
    { change: 'penalty', penaltyMs: 60_000 },
  ],
  [{ kind: 'assign' }, { kind: 'assign', chip: 'C2', bib: null, timeText: at }],
  [
    { kind: 'assign', other: 1, flag: false },
    { chip: '2', bib: '2' },
  ],
  [
    { kind: 'assign', other: 2, flag: false },
    { chip: 'stranger 5', bib: '3' },
  ],
  [{ kind: 'gun', other: 2 }, { replaces: nothing }],
  [
    { kind: 'assign', ms: 0 },
    { chip: 'C2', arrivedAtMs: 0 },
  ],
  [{ kind: 'assign', other: 3 }, { chip: 'stranger 6' }],
  [
    { kind: 'enter', other: 1 },
    { kind: 'participant-set', removed: false, participant: { id: person('2'), bib: '2', waveId: wave('B'), sex: 'X' } },
  ],
  [{ kind: 'enter', other: 1, flag: false }, { participant: { id: person('6'), bib: '6' } }],
  [{ kind: 'enter', other: 7 }, { participant: { id: person('2'), bib: '1' } }],
  [
    { kind: 'enter', other: 10 },
    { removed: true, participant: { waveId: wave('A') } },
  ],
  [{ kind: 'close' }, { kind: 'race-close' }],
  [{ kind: 'close', flag: false }, { kind: 'race-reopen' }],
  [{ kind: 'void' }, { kind: 'void', target: nothing }],
  [
    { kind: 'void', flag: false },
    { kind: 'unvoid', target: nothing },
  ],
  [{ kind: 'day-set' }, { kind: 'day-set', target: nothing, day: homeDay.day }],
  [{ kind: 'day-set', flag: false }, { day: homeDay.lastDay }],
  [{ kind: 'clock-model' }, { kind: 'clock-model', clockId: 'clock of finish box', points: [{ decoderAtMs: 0, offsetMs: 100 }] }],
  [{ kind: 'bind' }, { kind: 'session-bind', sessionId: storyId('session', 'finish box'), eventId: storyId('event', 'story') }],
  [
    { kind: 'bind', flag: false },
    { journalId: storyId('journal', 'hub'), eventId: null },
  ],
  [{ kind: 'unscored' }, { kind: 'note', ...journal('finish box') }],
])('what chance picks happens: %j is written as %j', (happening: Partial<Happening>, written: object) => {
  expect(entryOf(happening)).toMatchObject(written);
});

test('a mat that start and finish share, and a backup, are heard under their own names', () => {
  expect(entryOf({}, { commonMat: true })).toMatchObject({ location: 'mat' });
  expect(entryOf({ where: 1 }, { commonMat: true })).toMatchObject({ location: '5 km' });
  expect(entryOf({}, { commonMat: true, backedUp: true })).toMatchObject({ location: 'backup' });
  expect(entryOf({ other: 3 }, { backedUp: true })).toMatchObject({ location: 'backup' });
  expect(entryOf({ other: 1 }, { backedUp: true })).toMatchObject({ location: 'finish' });
  expect(entryOf({ where: 0 }, { backedUp: true })).toMatchObject({ location: 'start' });
  const { coursePoints } = raceOf({ ...plain, commonMat: true, backedUp: true }).setup;
  expect(coursePoints.map(({ location, backupLocations }) => [location, backupLocations])).toEqual([
    ['mat', []],
    ['5 km', []],
    ['mat', ['backup']],
  ]);
});

test('a correction is of something that was written, and a copy of a read that was heard', () => {
  const happenings = [
    one,
    { ...one, other: 2, minute: 6 },
    { ...one, kind: 'copy', other: 1, journal: 2 },
    { ...one, kind: 'void', other: 4 },
  ];
  const written = tell({ ...plain, happenings }, raceOf(plain)).entries.map(({ entry }) => entry!);
  const [first, second] = written.filter(({ kind }) => kind === 'read');
  expect(written.findLast(({ kind }) => kind === 'read')).toMatchObject({ ...journal('hub'), ident: 'D2', timeText: second!.timeText });
  expect(written.at(-1)).toMatchObject({ target: { journalId: first!.journalId, seq: first!.seq + 1 } });
});

test('a copy before anything was read is a read of its own', () => {
  const happenings = [
    { ...one, kind: 'manual' },
    { ...one, kind: 'copy', who: 3 },
  ];
  expect(tell({ ...plain, happenings }, raceOf(plain)).entries.at(-1)!.entry).toMatchObject({ kind: 'read', ident: '4' });
});

test('chance has two waves, runners of both sexes and two chips each, and a prize of each sort', () => {
  const { setup } = raceOf(plain);
  expect(setup.event.transitions).toEqual([{ fromMs: 0, offsetMs: 0 }]);
  expect(setup.coursePoints).toMatchObject([
    { name: 'start', kind: 'start' },
    { name: '5 km', kind: 'split', windowFromMs: 60_000 },
    { name: 'finish', kind: 'finish' },
  ]);
  expect(setup.waves).toMatchObject([
    { name: 'A', scheduledAtMs: Date.UTC(2026, 11, 31, 23, 20) },
    { name: 'B', scheduledAtMs: Date.UTC(2026, 11, 31, 23, 30) },
  ]);
  expect(setup.participants.map(({ bib, waveId, sex, raceAge, teamId }) => [bib, waveId, sex, raceAge, teamId])).toEqual([
    ['1', wave('A'), 'F', 18, storyId('team', 'odd')],
    ['2', wave('A'), 'M', 21, storyId('team', 'even')],
    ['3', wave('A'), 'F', 24, storyId('team', 'odd')],
    ['4', wave('B'), 'M', 27, storyId('team', 'even')],
    ['5', wave('B'), 'F', 30, storyId('team', 'odd')],
  ]);
  expect(setup.chips.slice(0, 3)).toEqual([
    { chip: 'C1', bib: '1' },
    { chip: 'D1', bib: '1' },
    { chip: 'C2', bib: '2' },
  ]);
  expect(setup.divisions).toMatchObject([
    { name: 'F20', sex: 'F', ageMin: 20, ageMax: 29 },
    { name: 'all', sex: null },
  ]);
  expect(setup.awards).toMatchObject([
    { name: 'overall', depth: 2, basis: 'gun' },
    { name: 'F20', divisionId: setup.divisions[0]!.id, depth: 1, basis: 'chip' },
    { name: 'men', sex: 'M', depth: 2, basis: 'chip' },
  ]);
  expect(setup.teamContests).toMatchObject([
    { name: 'points', by: 'points', scorers: 2, displacers: 1 },
    { name: 'time', by: 'time', basis: 'chip', scorers: 2, displacers: 0 },
  ]);
});
