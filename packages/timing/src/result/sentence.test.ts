import { expect, test } from 'vitest';
import { aRace, type RaceStory, type RaceStorySettings } from '../testing/a-race.ts';

const oneRunner = (settings: RaceStorySettings = {}) =>
  aRace(settings).wave('A', { gun: '09:00:00' }).wave('B', { gun: '09:10:00' }).participant('7');

const sentence = (race: RaceStory) => race.explain('7').sentence;

test('whoever is over the limit is told so, with the times', () => {
  const race = oneRunner({ rules: { cutOffMs: 1_800_000 } });
  race.passes('7', 'start', '09:00:10');
  race.passes('7', 'finish', '09:40:00');
  expect(sentence(race)).toMatch(/^Bib 7: over the time limit of the race with gun time 40:00, chip time 39:50\. /);
});

test('whoever is under way has no finish yet', () => {
  const race = oneRunner();
  race.passes('7', 'start', '09:00:10');
  race.passes('7', '5 km', '09:20:00');
  expect(sentence(race)).toBe(
    'Bib 7: on the course of the race. The gun was at 09:00:00.000; the start at 09:00:10.000 is the read at start; there is no finish.',
  );
});

test('whoever is out after the finish keeps the times, and a DNS without a reason needs none', () => {
  const race = oneRunner();
  race.passes('7', 'finish', '09:40:00');
  race.passes('7', 'finish', '09:40:30');
  race.passes('7', 'finish', '09:41:00');
  race.disqualify('7', 'TR 17');
  expect(sentence(race)).toMatch(
    /^Bib 7: DSQ in the race \(TR 17\); timed with gun time 40:00, chip time 40:00\. .*2 more reads were not needed\.$/,
  );
  const other = oneRunner();
  other.didNotStart('7');
  expect(sentence(other)).toMatch(/^Bib 7: DNS in the race\. The gun/);
});

test('laps are counted out', () => {
  const race = oneRunner({ format: { kind: 'laps', laps: 3 }, points: { finish: { kind: 'finish' } } });
  race.passes('7', 'finish', '09:10:00');
  expect(sentence(race)).toMatch(/there is no finish; 1 lap counted\.$/);
  race.passes('7', 'finish', '09:20:00');
  expect(sentence(race)).toMatch(/there is no finish; 2 laps counted\.$/);
});

test('the winner of a backyard has a finish, and whoever closed one loop less has none', () => {
  const race = oneRunner({ format: { kind: 'backyard', loopMs: 3_600_000 }, points: { finish: { kind: 'finish' } } }).participant('8');
  race.passes('7', 'finish', '09:50:00');
  race.passes('7', 'finish', '10:50:00');
  race.passes('8', 'finish', '09:50:00');
  race.close();
  expect(sentence(race)).toMatch(/^Bib 7: finished the race .*the finish at 10:50:00\.000 is the read at finish; 2 laps counted\.$/);
  expect(race.explain('8').sentence).toMatch(/^Bib 8: DNF in the race\. .*there is no finish; 1 lap counted\.$/);
});

test('whoever started with an earlier wave is told by whose gun', () => {
  const race = oneRunner({ rules: { earlyStart: 'actual' } }).participant('8', { wave: 'B' });
  race.passes('8', 'start', '09:00:05');
  race.passes('8', 'finish', '09:40:00');
  expect(race.explain('8').sentence).toContain(
    'The gun was at 09:00:00.000 of an earlier wave, with which the runner started; the start at 09:00:05.000',
  );
});

test.each([
  [60_000, '41:00'],
  [1_000, '40:01'],
  [100, '40:00.20'],
  [10, '40:00.13'],
  [1, '40:00.123'],
])('a race whose times go up to whole steps of %i ms tells as many digits as they have', (roundUpToMs, time) => {
  const race = oneRunner({ rules: { roundUpToMs } });
  race.passes('7', 'finish', '09:40:00.123');
  expect(sentence(race)).toContain(`gun time ${time}, chip time ${time}.`);
});
