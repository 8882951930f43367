import { expect, test } from 'vitest';
import type { LoggedEntry } from '../entry.ts';
import type { Scorer } from '../scorer.ts';
import { aRace, type RaceStory } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';

const statusOf = (scorer: Scorer, bib: string) => scorer.result(storyId('participant', bib))?.status;
const opened = (race: RaceStory, box: string, eventId: string | null) =>
  race.write(box, { kind: 'session-open', arrivedAtMs: 0, eventId, setupHash: null });
const bound = (race: RaceStory, by: string, box: string, eventId: string | null) =>
  race.write(by, { kind: 'session-bind', arrivedAtMs: 0, sessionId: storyId('session', box), eventId, setupHash: null });

test('a desk that is bound to the event late brings everything that was written there', () => {
  const race = aRace({ day: '2026-09-19', lastDay: '2026-09-20' }).wave('A');
  for (const bib of ['1', '2', '3', '4', '5', '6']) race.participant(bib);
  opened(race, 'desk', null);
  race.gun('A', '08:00:00');
  race.passes('1', '5 km', '08:20:00', { journal: 'split box' });
  race.passes('1', 'finish', '08:40:00');
  race.passes('C9', 'finish', '08:41:00');
  race.passes('9', 'finish', '08:42:00');
  const read = race.passes('5', 'finish', '08:43:00', { undated: true, arrives: '2026-09-20T10:00:00' });
  race.happenedOn(read, '2026-09-19');
  race.write('desk', { kind: 'clock-model', arrivedAtMs: 0, clockId: 'clock of split box', points: [{ decoderAtMs: 0, offsetMs: 500 }] });
  race.manual('2', 'finish', '08:50:00');
  race.didNotStart('3');
  race.assign('C9', '4');
  race.enter('9');
  race.close();
  const scorer = race.scorer();
  for (const { status, gunTimeMs } of scorer.results()) expect([status, gunTimeMs]).toEqual(['registered', null]);
  bound(race, 'hub', 'desk', race.setup.event.id);
  scorer.add(race.entries);
  const told = ['1', '2', '3', '4', '5', '6', '9'].map((bib) => scorer.result(storyId('participant', bib))!);
  expect(told.map(({ status }) => status)).toEqual(['finished', 'finished', 'DNS', 'finished', 'finished', 'DNS', 'finished']);
  expect(told.map(({ gunTimeMs }) => gunTimeMs)).toEqual([2_400_000, 3_000_000, null, 2_460_000, 2_580_000, null, 2_520_000]);
  expect(told[0]!.splits[0]).toMatchObject({ gunTimeMs: 1_200_500 });
  expect(scorer.list()).toEqual(race.list());
  expect(scorer.unknownReads()).toEqual([]);
});

test('a word taken back in a desk that is bound late is taken back', () => {
  const race = aRace({ day: '2026-09-19', lastDay: '2026-09-20' }).wave('A', { gun: '08:00:00', scheduled: '08:00:00' }).participant('1');
  opened(race, 'other desk', null);
  const read = race.passes('1', 'finish', '08:43:00', { undated: true, arrives: '2026-09-19T08:43:00' });
  const target = race.write('other desk', { kind: 'day-set', arrivedAtMs: 0, target: read, day: '2026-09-20' });
  race.write('other desk', { kind: 'void', arrivedAtMs: 0, target });
  const scorer = race.scorer();
  bound(race, 'hub', 'other desk', race.setup.event.id);
  scorer.add(race.entries);
  expect(scorer.result(storyId('participant', '1'))?.gunTimeMs).toBe(2_580_000);
  expect(scorer.list()).toEqual(race.list());
});

test('a box that opens its session moves nobody, nor does one that is bound again where it is', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  race.passes('1', 'finish', '09:40:00');
  const scorer = race.scorer();
  opened(race, 'new box', race.setup.event.id);
  expect(scorer.add(race.entries).everything).toBe(false);
  bound(race, 'hub', 'finish box', race.setup.event.id);
  expect(scorer.add(race.entries).everything).toBe(false);
  expect(statusOf(scorer, '1')).toBe('finished');
});

test('where a session belongs is said by the last word in the log, though an earlier one is heard after it', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  race.passes('1', 'finish', '09:40:00');
  const scorer = race.scorer();
  const before = race.entries.length;
  bound(race, 'hub', 'finish box', null);
  const away: LoggedEntry[] = race.entries.slice(before);
  bound(race, 'other hub', 'finish box', race.setup.event.id);
  expect(scorer.add(race.entries.slice(before + away.length)).everything).toBe(false);
  expect(scorer.add(away).everything).toBe(false);
  expect(statusOf(scorer, '1')).toBe('finished');
});

test('of reads that cannot be understood only those of this event are asked about', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  opened(race, 'other box', storyId('event', 'another'));
  race.passes('1', 'finish', '09:40:00', { journal: 'other box', timeText: '09:4' });
  expect(race.questions()).toEqual([]);
  bound(race, 'hub', 'other box', race.setup.event.id);
  expect(race.questions()).toEqual(['the time of this read cannot be understood']);
});
