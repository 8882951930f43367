import { expect, test } from 'vitest';
import { aRace, type RaceStory, type RaceStorySettings } from '../testing/a-race.ts';

const lapsOf = (race: RaceStory, bib: string) => race.result(bib).laps.map(({ gunTimeMs }) => gunTimeMs / 1000);
const loop = { start: { kind: 'start', location: 'mat' }, finish: { kind: 'finish', location: 'mat' } } as const;

/** Three laps on one mat, 90 s at least, gun at 09:00. */
function threeLaps(settings: RaceStorySettings = {}): RaceStory {
  const rules = { minimumLapMs: 90_000, ...settings.rules };
  return aRace({ format: { kind: 'laps', laps: 3 }, points: loop, ...settings, rules })
    .wave('A', { gun: '09:00:00' })
    .participant('1')
    .participant('2')
    .participant('3');
}

function crossings(race: RaceStory, bib: string, ...times: string[]): void {
  for (const at of times) race.passes(bib, 'mat', at);
}

test('a crossing sooner than the shortest lap is none, at the limit it is one (W13)', () => {
  const race = threeLaps();
  crossings(race, '1', '09:02:00', '09:03:29.999', '09:03:30.000');
  expect(lapsOf(race, '1')).toEqual([120, 210]);
});

test('a race of three laps is finished with the third, and a fourth changes nothing (SR-19)', () => {
  const race = threeLaps();
  crossings(race, '1', '09:10:00', '09:20:00');
  expect(race.result('1')).toMatchObject({ status: 'running', gunTime: null, decidedBy: null });
  crossings(race, '1', '09:30:00');
  const finished = { status: 'finished', gunTime: '30:00', place: 1 };
  expect(race.result('1')).toMatchObject(finished);
  crossings(race, '1', '09:40:00');
  expect(race.result('1')).toMatchObject(finished);
  expect(lapsOf(race, '1')).toEqual([600, 1200, 1800]);
});

test('who has fewer laps when the race is closed did not finish, listed by laps and then by the time of the last one (SR-19)', () => {
  const race = threeLaps();
  crossings(race, '1', '09:12:00');
  crossings(race, '2', '09:09:00', '09:22:00');
  crossings(race, '3', '09:11:00');
  race.close();
  expect(['1', '2', '3'].map((bib) => race.result(bib).status)).toEqual(['DNF', 'DNF', 'DNF']);
  expect(race.order()).toEqual(['2', '3', '1']);
  expect(race.result('2')).toMatchObject({ gunTime: null, place: null });
  expect(lapsOf(race, '2')).toEqual([540, 1320]);
});

test('on the lap mat the last read before the shortest lap is up is the start, and laps are measured from it', () => {
  const race = threeLaps();
  crossings(race, '1', '09:00:20', '09:01:20', '09:02:49', '09:02:50', '09:12:00', '09:22:00');
  expect(race.result('1')).toMatchObject({ startSource: 'read', chipTime: '20:40' });
  expect(lapsOf(race, '1')).toEqual([170, 720, 1320]);
});

test('at the very end of the shortest lap a read on the lap mat is a lap, not a start', () => {
  const race = threeLaps();
  crossings(race, '1', '09:01:30');
  expect(race.result('1')).toMatchObject({ startSource: 'gun' });
  expect(lapsOf(race, '1')).toEqual([90]);
});

test('a start mat of its own is passed again on every lap: the last read before the first lap is the start', () => {
  const race = threeLaps({ points: { start: { kind: 'start' }, finish: { kind: 'finish', location: 'mat' } } });
  race.passes('1', 'start', '09:01:00');
  race.passes('1', 'start', '09:03:00');
  crossings(race, '1', '09:10:00');
  race.passes('1', 'start', '09:10:20');
  expect(race.result('1').startedAtMs).toBe(race.time('09:03:00').atMs);
  expect(lapsOf(race, '1')).toEqual([600]);
});

const oneHour = { format: { kind: 'timed', limitMs: 3_600_000 } } as const;

test('in a race of one hour a lap closed in its last millisecond counts, and one after it does not (W14)', () => {
  const race = threeLaps(oneHour);
  crossings(race, '1', '09:59:59.999');
  crossings(race, '2', '10:00:00.000');
  crossings(race, '3', '10:00:00.001');
  race.close();
  expect(['1', '2', '3'].map((bib) => race.result(bib).laps.length)).toEqual([1, 1, 0]);
  expect(race.result('3').status).toBe('DNF');
});

test('most laps win, then who closed the last of them first, while the race is still on (SR-18)', () => {
  const race = threeLaps(oneHour);
  crossings(race, '1', '09:10:00', '09:30:00');
  crossings(race, '2', '09:15:00', '09:29:00');
  crossings(race, '3', '09:05:00');
  expect(race.order()).toEqual(['2', '1', '3']);
  expect(race.result('3')).toMatchObject({ status: 'finished', place: 3, gunTime: '5:00' });
  crossings(race, '3', '09:20:00', '09:40:00');
  expect(race.order()).toEqual(['3', '2', '1']);
  expect(['3', '2', '1'].map((bib) => race.result(bib).place)).toEqual([1, 2, 3]);
});

test('a lap that the mat missed is entered by hand, and counts like any other', () => {
  const race = threeLaps();
  crossings(race, '1', '09:10:00', '09:30:00');
  const entered = race.manual('1', 'finish', '09:20:00');
  expect(race.result('1')).toMatchObject({ status: 'finished', gunTime: '30:00' });
  expect(race.result('1').laps[1]!.source).toEqual(entered);
  race.manual('1', 'finish', '09:20:30');
  expect(lapsOf(race, '1')).toEqual([600, 1200, 1800]);
});

test('a lap time that overrides takes the place of the reads beside it (SR-23)', () => {
  const race = threeLaps();
  crossings(race, '1', '09:10:00', '09:20:00', '09:30:00');
  race.manual('1', 'finish', '09:21:00', { override: true });
  expect(lapsOf(race, '1')).toEqual([600, 1260, 1800]);
  race.manual('1', 'finish', '09:31:30', { override: true });
  expect(lapsOf(race, '1')).toEqual([600, 1260, 1800]);
});

test('what a person entered at the start is no lap', () => {
  const race = threeLaps();
  race.manual('1', 'start', '09:05:00');
  crossings(race, '1', '09:10:00');
  expect(lapsOf(race, '1')).toEqual([600]);
  expect(race.result('1').laps[0]!.chipTimeMs).toBe(300_000);
});

test('outside the window of the finish nothing is a lap', () => {
  const window = { windowFromMs: 300_000, windowToMs: 1_200_000 };
  const race = threeLaps({ points: { start: loop.start, finish: { ...loop.finish, ...window } } });
  crossings(race, '1', '09:04:59.999', '09:05:00', '09:19:59.999', '09:20:00');
  expect(lapsOf(race, '1')).toEqual([300, 1199.999]);
});

test('splits on the lap are those of the first one', () => {
  const points = { ...loop, far: { kind: 'split' } } as const;
  const race = threeLaps({ points: { start: points.start, far: points.far, finish: points.finish } });
  race.passes('1', 'far', '09:05:00');
  crossings(race, '1', '09:10:00');
  race.passes('1', 'far', '09:15:00');
  expect(race.result('1').splitTimes).toEqual({ far: '5:00' });
});

test('only a crossing of the finish line is a lap: a split on the way is none, by chip or by hand', () => {
  const points = { start: { kind: 'start' }, woods: { kind: 'split' }, finish: { kind: 'finish' } } as const;
  const race = threeLaps({ points });
  race.passes('1', 'woods', '09:05:00');
  race.manual('1', 'woods', '09:08:00');
  race.passes('1', 'finish', '09:10:00');
  expect(lapsOf(race, '1')).toEqual([600]);
});

test('a lap closed at either of two finish lines is a lap', () => {
  const points = { start: { kind: 'start' }, left: { kind: 'finish' }, right: { kind: 'finish' } } as const;
  const race = threeLaps({ points });
  race.passes('1', 'left', '09:10:00');
  race.passes('1', 'right', '09:20:00');
  race.manual('1', 'right', '09:30:00');
  expect(lapsOf(race, '1')).toEqual([600, 1200, 1800]);
});

test('a manual time beside a chip that heard the lap changes nothing, unless it overrides', () => {
  const race = threeLaps();
  race.passes('1', 'mat', '09:10:00');
  race.passes('2', 'mat', '09:10:00');
  race.manual('1', 'finish', '09:10:02');
  race.manual('2', 'finish', '09:10:02', { override: true });
  expect(['1', '2'].map((bib) => lapsOf(race, bib))).toEqual([[600], [602]]);
});
