import { expect, test } from 'vitest';
import { EventLog } from '../log/event-log.ts';
import { aRace, type RaceStory } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';
import { ResultBook } from './result-book.ts';

const mat = { start: { kind: 'start', location: 'mat' }, finish: { kind: 'finish', location: 'mat' } } as const;

/** Bibs worked out anew by what was told since the last time, in order. */
function workedOut(race: RaceStory) {
  const log = new EventLog(race.setup);
  const book = new ResultBook(log);
  const bibOf = new Map(race.setup.participants.map(({ id, bib }) => [id, bib]));
  let told = 0;
  book.score(log.roster.ids());
  return () => {
    const touched = log.take(race.entries.slice(told));
    told = race.entries.length;
    return [...book.score(log.reachedBy(touched)).keys()].map((id) => bibOf.get(id) ?? id).toSorted();
  };
}

test('of a backyard only those are worked out anew who were heard, and who wins or no longer does', () => {
  const race = aRace({ format: { kind: 'backyard', loopMs: 3_600_000 }, points: mat }).wave('A', { gun: '09:00:00' });
  race.participant('1').participant('2').participant('3');
  const anew = workedOut(race);
  race.passes('1', 'mat', '09:50:00');
  race.passes('1', 'mat', '10:50:00');
  race.passes('2', 'mat', '09:50:00');
  anew();
  race.passes('3', 'mat', '09:30:00');
  expect(anew()).toEqual(['3']);
  race.close();
  expect(anew()).toEqual(['1', '2', '3']);
  race.passes('3', 'mat', '10:30:00');
  expect(anew()).toEqual(['1', '3']);
  race.passes('2', 'mat', '09:55:00');
  expect(anew()).toEqual(['2']);
  race.disqualify('3');
  expect(anew()).toEqual(['1', '3']);
  race.penalty('2', 1_000);
  expect(anew()).toEqual(['2']);
});

test('of a race of mixed ranking only those are worked out anew who were heard, and whom that brings over the line to the chip places', () => {
  const race = aRace({ rules: { rankBy: 'mixed', gunPlaces: 2 } }).wave('A', { gun: '09:00:00' });
  race.race('other', { points: { gate: { kind: 'start' }, line: { kind: 'finish' } } }).wave('O', { race: 'other', gun: '09:00:00' });
  for (const bib of ['1', '2', '3', '4']) race.participant(bib);
  race.participant('9', { wave: 'O' });
  const anew = workedOut(race);
  race.passes('9', 'gate', '09:01:00');
  race.passes('9', 'line', '09:10:00');
  for (const bib of ['1', '2', '4']) race.passes(bib, 'finish', `09:4${bib}:00`);
  race.passes('3', 'start', '09:05:00');
  anew();
  race.passes('4', '5 km', '09:20:00');
  expect(anew()).toEqual(['4']);
  race.passes('3', 'finish', '09:41:30');
  expect(anew()).toEqual(['2', '3']);
  race.passes('9', 'line', '09:09:00');
  expect(anew()).toEqual(['9']);
});

test('whoever leads a backyard but was put down as DNF has no time of a finish', () => {
  const race = aRace({ format: { kind: 'backyard', loopMs: 3_600_000 }, points: mat }).wave('A', { gun: '09:00:00' });
  race.participant('1').participant('2');
  race.passes('1', 'mat', '09:50:00');
  race.didNotFinish('1');
  race.close();
  expect(race.result('1')).toMatchObject({ status: 'DNF', gunTime: null, finishedAtMs: null, decidedBy: null });
});

test('more laps in another race take nothing from the winner of a backyard', () => {
  const race = aRace({ format: { kind: 'backyard', loopMs: 3_600_000 }, points: mat }).wave('A', { gun: '09:00:00' });
  race.race('laps', { points: { finish: { kind: 'finish', location: 'mat' } } }).wave('L', { race: 'laps', gun: '09:00:00' });
  race.setup.races[1]!.format = { kind: 'laps', laps: 2 };
  race.participant('1').participant('2', { wave: 'L' });
  race.passes('1', 'mat', '09:50:00');
  race.passes('2', 'mat', '09:10:00');
  race.passes('2', 'mat', '09:20:00');
  race.close();
  expect(race.result('1')).toMatchObject({ status: 'finished', place: 1 });
});

test('of somebody who is not in the event there is nothing to say, whatever the desk says of them', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  const scorer = race.scorer();
  const id = storyId('participant', '404');
  race.disqualify('404');
  expect(scorer.add(race.entries)).toMatchObject({ participantIds: [], removedParticipantIds: [] });
  expect([scorer.result(id), scorer.places(id), scorer.rankKey(id), scorer.explain(id)]).toEqual([undefined, null, null, undefined]);
});
