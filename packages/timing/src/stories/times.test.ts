import { expect, test } from 'vitest';
import { score } from '../scorer.ts';
import { aRace } from '../testing/a-race.ts';

test('times go up to the next whole second, and places come from the exact ones (SR-10, W1)', () => {
  const race = aRace().wave('A', { gun: '08:00:00.000' }).participant('1').participant('2').participant('3');
  race.passes('1', 'finish', '08:41:17.000');
  race.passes('2', 'finish', '08:41:17.040');
  race.passes('3', 'finish', '08:41:17.960');
  expect(race.result('1')).toMatchObject({ gunTime: '41:17', place: 1, gunTimeMs: 2_477_000 });
  expect(race.result('2')).toMatchObject({ gunTime: '41:18', place: 2, gunTimeMs: 2_477_040 });
  expect(race.result('3')).toMatchObject({ gunTime: '41:18', place: 3, gunTimeMs: 2_477_960 });
});

test.each([
  ['08:35:07.500', 2_099_900, '35:00'],
  ['08:35:07.700', 2_100_100, '35:01'],
])('chip time is subtracted exactly and rounded once: finish at %s (SR-03, SR-11, W2)', (finish, chipTimeMs, chipTime) => {
  const race = aRace().wave('A', { gun: '08:00:00' }).participant('7');
  race.passes('7', 'start', '08:00:07.600');
  race.passes('7', 'finish', finish);
  expect(race.result('7')).toMatchObject({ chipTimeMs, chipTime, startSource: 'read' });
});

test('equal times share the place and the next one is skipped (SR-12, W3)', () => {
  const race = aRace().wave('A', { gun: '08:00:00' }).participant('1').participant('2').participant('3');
  race.passes('2', 'finish', '08:19:59.500');
  race.passes('1', 'finish', '08:19:59.500');
  race.passes('3', 'finish', '08:19:59.501');
  expect(['1', '2', '3'].map((bib) => race.result(bib).place)).toEqual([1, 1, 3]);
  expect(['1', '2', '3'].map((bib) => race.result(bib).gunTime)).toEqual(['20:00', '20:00', '20:00']);
  expect(race.order()).toEqual(['1', '2', '3']);
});

test('a race that ranks on displayed times gives one place to all who show the same', () => {
  const race = aRace({ rules: { placesFrom: 'displayed' } })
    .wave('A', { gun: '08:00:00' })
    .participant('1')
    .participant('2')
    .participant('3');
  race.passes('2', 'finish', '08:19:59.200');
  race.passes('1', 'finish', '08:19:59.900');
  race.passes('3', 'finish', '08:20:00.001');
  expect(['1', '2', '3'].map((bib) => race.result(bib).place)).toEqual([1, 1, 3]);
});

test('the last read at the start mat within the window is the start, and one before the gun is none (W4)', () => {
  const race = aRace({ rules: { startWindowMs: 600_000 } })
    .wave('A', { gun: '09:00:00' })
    .participant('5');
  race.passes('5', 'start', '08:59:20');
  race.passes('5', 'start', '09:00:03.000');
  race.passes('5', 'start', '09:00:55.200');
  race.passes('5', 'finish', '09:40:55.200');
  expect(race.result('5')).toMatchObject({ chipTime: '40:00', gunTime: '40:56', startSource: 'read' });
});

test.each([
  ['at the exact gun instant', '09:00:00.000', 'read'],
  ['one millisecond before the gun', '08:59:59.999', 'gun'],
  ['at the end of the window', '09:10:00.000', 'read'],
  ['one millisecond after the window', '09:10:00.001', 'gun'],
])('a start read %s: source %s %s (SR-04)', (_when, at, startSource) => {
  const race = aRace({ rules: { startWindowMs: 600_000 } })
    .wave('A', { gun: '09:00:00' })
    .participant('5');
  race.passes('5', 'start', at);
  race.passes('5', 'finish', '09:41:00');
  expect(race.result('5')).toMatchObject({ startSource });
});

test('a runner the start mat missed is timed from the gun, and the result says so (W5)', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('101');
  race.passes('101', 'finish', '09:28:00.000');
  expect(race.result('101')).toMatchObject({ status: 'finished', gunTime: '28:00', chipTime: '28:00', startSource: 'gun' });
});

const commonMat = { 'the start': { kind: 'start', location: 'mat' }, 'the finish': { kind: 'finish', location: 'mat' } } as const;

test.each([
  [1_800_000, '12:01'],
  [60_000, '23:58'],
])('on a common mat the minimum time tells start from finish, with a start window of %i ms (W6)', (startWindowMs, chipTime) => {
  const race = aRace({ points: commonMat, rules: { minimumFinishMs: 720_000, startWindowMs } })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
  race.passes('1', 'mat', '09:00:02');
  race.passes('1', 'mat', '09:11:59.900');
  race.passes('1', 'mat', '09:24:00');
  expect(race.result('1')).toMatchObject({ gunTime: '24:00', chipTime });
});

test('on a common mat without a minimum the first passing is the start and the next one the finish', () => {
  const race = aRace({ points: commonMat }).wave('A', { gun: '09:00:00' }).participant('1');
  race.passes('1', 'mat', '09:00:02');
  race.passes('1', 'mat', '09:00:04');
  expect(race.result('1')).toMatchObject({ status: 'running', finishedAtMs: null });
  race.passes('1', 'mat', '09:24:00');
  expect(race.result('1')).toMatchObject({ status: 'finished', gunTime: '24:00', chipTime: '23:56' });
});

test('the minimum finish time itself is in', () => {
  const race = aRace({ rules: { minimumFinishMs: 720_000 } })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
  race.passes('1', 'finish', '09:11:59.999');
  expect(race.result('1').status).toBe('running');
  race.passes('1', 'finish', '09:12:00.000');
  expect(race.result('1')).toMatchObject({ status: 'finished', gunTime: '12:00' });
});

test('the first read at the finish counts, and a runner who walks back over it changes nothing (SR-05)', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  race.passes('1', 'finish', '09:20:00.000');
  const [first] = [race.result('1')];
  race.passes('1', 'finish', '09:20:00.300');
  race.passes('1', 'finish', '09:45:00');
  race.passes('1', 'start', '09:25:00');
  expect(race.result('1')).toEqual(first);
});

test('a race over midnight is timed like any other (SR-01, W7)', () => {
  const race = aRace({ day: '2026-12-31', lastDay: '2027-01-01' }).wave('A', { gun: '23:58:30' }).participant('1');
  race.passes('1', 'finish', '2027-01-01T00:03:30');
  expect(race.result('1').gunTime).toBe('5:00');
});

const berlin = [
  { fromMs: Date.UTC(2025, 9, 26, 1), offsetMs: 3_600_000 },
  { fromMs: Date.UTC(2026, 2, 29, 1), offsetMs: 7_200_000 },
  { fromMs: Date.UTC(2026, 9, 25, 1), offsetMs: 3_600_000 },
];

test.each([false, true])('the hour that comes twice in Berlin is told apart by arrival: 45:00 (W8), time without a date: %s', (undated) => {
  const race = aRace({ day: '2026-10-25', transitions: berlin }).wave('A', { gun: '02:30:00+02:00' }).participant('1');
  race.passes('1', 'finish', '02:15:00+01:00', { undated });
  expect(race.result('1')).toMatchObject({ gunTime: '45:00', gunTimeMs: 2_700_000 });
});

test('the hour that Berlin skips in spring costs nobody an hour: 15:00 (W9)', () => {
  const race = aRace({ day: '2026-03-29', transitions: berlin }).wave('A', { gun: '01:50:00+01:00' }).participant('1');
  race.passes('1', 'finish', '03:05:00+02:00');
  expect(race.result('1').gunTime).toBe('15:00');
});

test('a decoder that nobody told of the clock change in spring is still understood: 02:05 is 03:05', () => {
  const race = aRace({ day: '2026-03-29', transitions: berlin }).wave('A', { gun: '01:50:00+01:00' }).participant('1');
  race.passes('1', 'finish', '02:05:00', { arrives: '03:05:00+02:00' });
  expect(race.result('1').gunTime).toBe('15:00');
});

test('a decoder found slow at two checks is put right between them (SR-08, W16)', () => {
  const race = aRace().wave('A', { gun: '07:00:00' }).participant('1');
  race.passes('1', 'finish', '08:00:00.000');
  race.write('desk', {
    kind: 'clock-model',
    arrivedAtMs: 0,
    clockId: 'clock of finish box',
    points: [
      { decoderAtMs: race.time('07:00:00').atMs, offsetMs: 1200 },
      { decoderAtMs: race.time('09:00:00').atMs, offsetMs: 2400 },
    ],
  });
  expect(race.result('1')).toMatchObject({ finishedAtMs: race.time('08:00:01.800').atMs, gunTimeMs: 3_601_800 });
});

test('splits count from the gun and from the own start, first read in the window (SR-25)', () => {
  const race = aRace({
    points: {
      start: { kind: 'start' },
      'out 5 km': { kind: 'split', location: 'bridge', windowToMs: 1_800_000 },
      'back 15 km': { kind: 'split', location: 'bridge', windowFromMs: 1_800_000 },
      finish: { kind: 'finish' },
    },
  })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
  race.passes('1', 'start', '09:00:10');
  race.passes('1', 'bridge', '09:20:00');
  race.passes('1', 'bridge', '09:20:03');
  race.passes('1', 'bridge', '09:30:00');
  expect(race.result('1').splitTimes).toEqual({ 'out 5 km': '20:00', 'back 15 km': '30:00' });
  expect(race.result('1').splits[0]).toMatchObject({ gunTimeMs: 1_200_000, chipTimeMs: 1_190_000 });
});

test('a split by occurrence counts passings, not reads (SR-06, SR-25)', () => {
  const race = aRace({
    points: { start: { kind: 'start' }, 'lap 2': { kind: 'split', location: 'mat', occurrence: 2 }, finish: { kind: 'finish' } },
  })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
  race.passes('1', 'mat', '09:10:00');
  race.passes('1', 'mat', '09:10:09.999');
  expect(race.result('1').splitTimes).toEqual({});
  race.passes('1', 'mat', '09:10:19.999');
  expect(race.result('1').splitTimes).toEqual({ 'lap 2': '10:20' });
});

test('reads that reach us in any order give the same times', () => {
  const race = aRace().participant('1');
  race.passes('1', 'finish', '09:40:00');
  race.passes('1', '5 km', '09:20:00');
  race.passes('1', 'start', '09:00:04');
  race.wave('A', { gun: '09:00:00' });
  expect(race.result('1')).toMatchObject({ chipTime: '39:56', splitTimes: { '5 km': '20:00' } });
});

test('reads that come late, in another order or a second time change nothing (SR-31)', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2');
  race.passes('1', 'finish', '09:41:00');
  race.passes('2', 'finish', '09:40:00');
  race.passes('2', 'start', '09:00:10', { arrives: '11:00:00' });
  const list = race.list();
  expect(list.results.map(({ bib }) => bib)).toEqual(['2', '1']);
  expect(score(race.setup, [...race.entries.toReversed(), ...race.entries])).toEqual(list);
});
