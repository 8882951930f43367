import { expect, test } from 'vitest';
import type { EntryFields } from '../entry.ts';
import { Scorer } from '../scorer.ts';
import { aRace, type RaceStory } from '../testing/a-race.ts';
import { storyId } from '../testing/story-ids.ts';

const idOf = (bib: string) => storyId('participant', bib);
const waveIds = (...names: string[]) => names.map((name) => storyId('wave', name));
const model = (race: RaceStory, clockId: string | undefined, offsetMs: number) =>
  race.write('desk', { kind: 'clock-model', arrivedAtMs: 0, ...(clockId && { clockId }), points: [{ decoderAtMs: 0, offsetMs }] });

/** A scorer that has heard what was told so far; asked again, it hears the rest first. */
function following(race: RaceStory) {
  const scorer = new Scorer(race.setup);
  scorer.add(race.entries);
  return { scorer, now: () => scorer.add(race.entries), result: (bib: string) => scorer.result(idOf(bib)) };
}

test('a race that is opened again is under way again', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2');
  race.passes('1', '5 km', '09:20:00');
  const { scorer, now, result } = following(race);
  race.close();
  expect(now().raceIds).toEqual([storyId('race', 'race')]);
  expect([result('1')?.status, result('2')?.status]).toEqual(['DNF', 'DNS']);
  expect(scorer.closedRaceIds()).toEqual([storyId('race', 'race')]);
  race.reopen();
  expect(now().raceIds).toEqual([storyId('race', 'race')]);
  expect([result('1')?.status, result('2')?.status]).toEqual(['running', 'registered']);
});

test('a bib that was read is unknown until somebody wears it, and again when nobody does', () => {
  const race = aRace().wave('A', { gun: '09:00:00' });
  race.passes('9', 'finish', '09:40:00');
  const { scorer, now } = following(race);
  expect(scorer.unknownReads()).toMatchObject([{ ident: '9' }]);
  race.enter('9');
  expect(now().participantIds).toEqual([idOf('9')]);
  expect(scorer.unknownReads()).toEqual([]);
  race.enter('9', { removed: true });
  expect(now().removedParticipantIds).toEqual([idOf('9')]);
  expect(scorer.unknownReads()).toMatchObject([{ ident: '9' }]);
});

test('what was read of somebody who is taken out of the race is unknown from then on', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  race.passes('1', 'finish', '09:40:00');
  const { scorer, now } = following(race);
  expect(scorer.unknownReads()).toEqual([]);
  race.enter('1', { removed: true });
  now();
  expect(scorer.unknownReads()).toMatchObject([{ ident: '1' }]);
});

test('of a chip that was handed out in mid-race the reads before that are unknown, and only those', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  const early = race.passes('C1', '5 km', '09:20:00');
  race.passes('C1', 'finish', '09:40:00');
  const { scorer, now } = following(race);
  expect(scorer.unknownReads()).toHaveLength(2);
  race.assign('C1', '1', '09:30:00');
  now();
  expect(scorer.unknownReads()).toMatchObject([{ source: early }]);
});

test('a word that is taken back names whom it was about, and nobody of an earlier one', () => {
  const race = aRace().wave('A').participant('1').participant('2');
  const [first, second] = [race.enter('1', { sex: 'F' }), race.enter('2', { sex: 'F' })];
  const { now } = following(race);
  const taken = race.void(first);
  expect(now().participantIds).toEqual([idOf('1')]);
  race.void(second);
  expect(now().participantIds).toEqual([idOf('2')]);
  race.void(taken);
  expect(now().participantIds).toEqual([idOf('1')]);
});

test('a gun names its own wave, and so does one at the same time that stands in its place', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).wave('B', { gun: '09:10:00' }).wave('C');
  const { now } = following(race);
  race.gun('B', '09:10:05');
  expect(now().waveIds).toEqual(waveIds('B'));
  race.gun('B', '09:10:05');
  expect(now().waveIds).toEqual(waveIds('B'));
  race.gun('C', '09:20:00');
  expect(now().waveIds).toEqual(waveIds('C'));
});

test('a gun of another desk at the same time and with the same number is another gun', () => {
  const race = aRace().wave('A').wave('B');
  const first = race.gun('A', '09:00:00');
  const { now } = following(race);
  const second = race.gun('A', '09:00:00', { journal: 'other desk' });
  expect(second.seq).toBe(first.seq);
  expect(now().waveIds).toEqual(waveIds('A'));
});

test('a clock that is put right moves the gun that it stamped, and nothing is asked', () => {
  const race = aRace().wave('A', { scheduled: '09:00:00' }).wave('B', { scheduled: '10:00:00' }).participant('1');
  race.gunHeard('start', '09:00:00');
  race.passes('1', 'finish', '09:40:00');
  const { scorer, now, result } = following(race);
  model(race, 'clock of start box', 500);
  expect(now().waveIds).toEqual(waveIds('A'));
  expect(result('1')?.gunTimeMs).toBe(2_399_500);
  expect(scorer.openQuestions()).toEqual([]);
});

test('a clock that is put right moves all of its reads, and those of no other clock, however many there are', () => {
  for (const count of [63, 64, 65, 128]) {
    const race = aRace().wave('A', { gun: '09:00:00' });
    const bibs = Array.from({ length: count }, (_, index) => String(index + 1));
    for (const bib of bibs) race.participant(bib).passes(bib, 'finish', '09:40:00', { clock: bib === '2' ? 'another' : 'first' });
    const { now, result } = following(race);
    model(race, 'first', 500);
    expect(now().participantIds).toHaveLength(count - 1);
    expect(bibs.filter((bib) => result(bib)?.gunTimeMs === 2_400_500)).toHaveLength(count - 1);
  }
});

test('a clock without a name can be put right too', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  const read = { location: 'finish', ident: '1', identIs: 'auto', sourceSeq: null, reader: null, antenna: null, count: null } as const;
  race.write('finish box', { kind: 'read', arrivedAtMs: race.time('09:40:00').atMs, timeText: '09:40:00', ...read });
  const { now, result } = following(race);
  model(race, undefined, 500);
  now();
  expect(result('1')?.gunTimeMs).toBe(2_400_500);
});

test('where an early start counts, the gun of an earlier wave moves those of later waves who started with it', () => {
  const race = aRace({ rules: { earlyStart: 'actual' } })
    .wave('A', { gun: '09:00:00' })
    .wave('B', { gun: '09:10:00' })
    .participant('1', { wave: 'B' });
  race.passes('1', 'start', '09:00:20');
  race.passes('1', 'finish', '09:40:00');
  const { now, result } = following(race);
  expect(result('1')?.gunTimeMs).toBe(2_400_000);
  race.gun('A', '09:00:05');
  expect(now()).toMatchObject({ waveIds: waveIds('A'), participantIds: [idOf('1')] });
  expect(result('1')?.gunTimeMs).toBe(2_395_000);
});

test('two waves that a decoder was told to start with one shot both start', () => {
  const race = aRace().wave('A').wave('B');
  const shot = { kind: 'gun', arrivedAtMs: race.time('09:00:00').atMs, timeText: '09:00:00', clockId: 'clock of start box' } as const;
  for (const waveId of waveIds('A', 'B')) {
    race.write('start box', { ...shot, location: 'start', waveId, sourceSeq: 4, replaces: null });
  }
  const gunsAtMs = race.scorer().waves();
  expect(gunsAtMs.map(({ gunAtMs }) => gunAtMs)).toEqual([race.time('09:00:00').atMs, race.time('09:00:00').atMs]);
});

test('which of two guns in the place of one holds is said by the log, whichever desk is heard first', () => {
  const race = aRace().wave('A', { scheduled: '09:00:00' }).wave('B', { scheduled: '09:10:00' });
  const heard = race.gunHeard('start', '09:00:00');
  const unreadable = { kind: 'gun', arrivedAtMs: 0, timeText: 'nine', location: null, sourceSeq: null, replaces: heard } as const;
  race.write('desk', { ...unreadable, waveId: storyId('wave', 'B') });
  race.write('other desk', { ...unreadable, waveId: storyId('wave', 'A') });
  const byJournal = [...Map.groupBy(race.entries, ({ journalId }) => journalId).values()];
  for (const order of [byJournal, byJournal.toReversed()]) {
    const scorer = new Scorer(race.setup);
    for (const journal of order) scorer.add(journal);
    expect(scorer.waves().map(({ gunAtMs }) => gunAtMs)).toEqual([race.time('09:00:00').atMs, null]);
  }
});

test('a penalty stays, whatever else is said of its runner', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).participant('1');
  race.passes('1', 'finish', '09:40:00');
  race.penalty('1', 60_000);
  race.disqualify('1');
  race.reinstate('1');
  expect(race.result('1')).toMatchObject({ status: 'finished', penaltyMs: 60_000, gunTime: '41:00' });
});

test('what a person gave a time that cannot be read is asked about, and holds nowhere', () => {
  const race = aRace()
    .wave('A', { gun: '09:00:00' })
    .participant('1', { chips: ['C1'] })
    .participant('2');
  const finish: EntryFields['manual'] = { participantId: idOf('2'), coursePointId: storyId('point', 'finish'), override: true };
  race.passes('1', 'finish', '09:40:00');
  race.passes('2', 'finish', '09:41:00');
  race.write('desk', { kind: 'manual', arrivedAtMs: race.time('09:50:00').atMs, timeText: '09:5', ...finish });
  race.write('desk', { kind: 'assign', arrivedAtMs: race.time('09:30:00').atMs, timeText: '09:3', chip: 'C1', bib: '2' });
  expect([race.result('1').gunTime, race.result('2').gunTime]).toEqual(['40:00', '41:00']);
  expect(race.questions()).toEqual(['this manual time cannot be read', 'from when on chip C1 changes hands cannot be read']);
});
