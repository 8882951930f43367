import { expect, test } from 'vitest';
import type { LoggedEntry } from './entry.ts';
import { JournalGapError } from './log/journal-positions.ts';
import { Scorer, score } from './scorer.ts';
import { setupHash } from './setup-hash.ts';
import { aRace } from './testing/a-race.ts';
import { storyId } from './testing/story-ids.ts';

const two = () => aRace().wave('A', { gun: '09:00:00' }).participant('1').participant('2');
const idOf = (bib: string) => storyId('participant', bib);

test('one more read changes one result, though it moves the place of another', () => {
  const race = two();
  race.passes('2', 'finish', '09:40:00');
  const scorer = race.scorer();
  race.passes('1', 'finish', '09:39:00');
  expect(scorer.add(race.entries)).toEqual({
    participantIds: [idOf('1')],
    removedParticipantIds: [],
    waveIds: [],
    raceIds: [storyId('race', 'race')],
    everything: false,
  });
  expect(scorer.places(idOf('2'))).toMatchObject({ overall: 2 });
});

test('what comes again changes nothing', () => {
  const race = two();
  race.passes('1', 'finish', '09:40:00');
  const scorer = race.scorer();
  expect(scorer.add(race.entries)).toMatchObject({ participantIds: [], raceIds: [], everything: false });
  expect(scorer.list()).toEqual(race.list());
});

test('a gun names its wave and everyone in it who was moved', () => {
  const race = two().participant('3');
  race.passes('1', 'finish', '09:40:00');
  race.passes('2', 'finish', '09:41:00');
  const scorer = race.scorer();
  race.gun('A', '09:00:05');
  const changes = scorer.add(race.entries);
  expect(changes.waveIds).toEqual([storyId('wave', 'A')]);
  expect(changes.participantIds.toSorted()).toEqual([idOf('1'), idOf('2')].toSorted());
});

test('a participant whose entry was mended is named, though the result stays', () => {
  const race = two();
  const scorer = race.scorer();
  race.enter('1', { sex: 'X' });
  expect(scorer.add(race.entries).participantIds).toEqual([idOf('1')]);
});

test('a clock model and a day-set count with the session that they belong to', () => {
  const race = aRace({ day: '2026-09-19', lastDay: '2026-09-20' }).wave('A', { gun: '08:00:00' }).participant('1');
  race.write('finish box', { kind: 'session-open', arrivedAtMs: 0, eventId: null, setupHash: null });
  const read = race.passes('1', 'finish', '08:40:00', { undated: true, arrives: '2026-09-20T09:00:00' });
  race.write('finish box', { kind: 'day-set', arrivedAtMs: 0, target: read, day: '2026-09-19' });
  race.write('finish box', {
    kind: 'clock-model',
    arrivedAtMs: 0,
    clockId: 'clock of finish box',
    points: [{ decoderAtMs: 0, offsetMs: 500 }],
  });
  expect(race.result('1').status).toBe('registered');
  const sessionId = storyId('session', 'finish box');
  race.write('desk', { kind: 'session-bind', arrivedAtMs: 0, sessionId, eventId: race.setup.event.id, setupHash: null });
  expect(race.result('1').gunTimeMs).toBe(2_400_500);
});

test('a participant taken out is named as removed', () => {
  const race = two();
  const scorer = race.scorer();
  race.enter('1', { removed: true });
  expect(scorer.add(race.entries)).toMatchObject({ participantIds: [], removedParticipantIds: [idOf('1')] });
});

test('a hole in a journal is refused by name, and nothing of that batch is taken', () => {
  const race = two();
  race.passes('1', 'finish', '09:40:00');
  race.passes('2', 'finish', '09:41:00');
  const scorer = new Scorer(race.setup);
  const holed = race.entries.filter(({ seq }) => seq !== 2);
  expect(() => scorer.add(holed)).toThrow(JournalGapError);
  expect(scorer.basis().frontier).toEqual([]);
  scorer.add(race.entries);
  expect(scorer.list()).toEqual(race.list());
});

test('the basis names setup, engine and every journal up to its last entry', () => {
  const race = two();
  race.passes('1', 'finish', '09:40:00');
  const { basis } = race.list();
  expect(basis.setupHash).toBe(setupHash(race.setup));
  expect(basis.frontier).toEqual(
    [
      { journalId: storyId('journal', 'desk'), seq: 2, hash: 'desk#2' },
      { journalId: storyId('journal', 'finish box'), seq: 2, hash: 'finish box#2' },
    ].sort((a, b) => (a.journalId < b.journalId ? -1 : 1)),
  );
});

test('entries of another event move the frontier and no result', () => {
  const race = two();
  race.write('other box', { kind: 'session-open', arrivedAtMs: 0, eventId: storyId('event', 'another'), setupHash: null });
  const before = race.list();
  race.passes('1', 'finish', '09:40:00', { journal: 'other box' });
  const after = race.list();
  expect(after.results).toEqual(before.results);
  expect(after.hash).toBe(before.hash);
  expect(after.basis.frontier).not.toEqual(before.basis.frontier);
});

test('a session bound to the event later brings all its reads, and one moved away takes them along', () => {
  const race = two();
  race.write('finish box', { kind: 'session-open', arrivedAtMs: 0, eventId: null, setupHash: null });
  race.passes('1', 'finish', '09:40:00');
  const dsq = race.disqualify('2');
  race.passes('2', 'finish', '09:41:00');
  race.void(dsq);
  const scorer = race.scorer();
  expect(scorer.result(idOf('1'))?.status).toBe('registered');
  const sessionId = storyId('session', 'finish box');
  race.write('desk', { kind: 'session-bind', arrivedAtMs: 0, sessionId, eventId: race.setup.event.id, setupHash: null });
  expect(scorer.add(race.entries)).toMatchObject({ everything: true });
  expect([scorer.result(idOf('1'))?.status, scorer.result(idOf('2'))?.status]).toEqual(['finished', 'finished']);
  expect(scorer.list()).toEqual(race.list());
  race.write('desk', { kind: 'session-bind', arrivedAtMs: 0, sessionId, eventId: null, setupHash: null });
  scorer.add(race.entries);
  expect(scorer.result(idOf('1'))?.status).toBe('registered');
});

test('an entry that nobody could understand moves the frontier and is shown with its reason', () => {
  const race = two();
  const unknown: LoggedEntry = {
    journalId: 'new box',
    seq: 1,
    hash: 'h1',
    entry: null,
    unscored: 'kind photo-finish is newer than this engine',
  };
  const scorer = race.scorer();
  scorer.add([unknown]);
  expect(scorer.basis().frontier).toContainEqual({ journalId: 'new box', seq: 1, hash: 'h1' });
  expect(scorer.openQuestions()).toEqual([{ question: unknown.unscored, source: { journalId: 'new box', seq: 1 } }]);
});

test('the hash tells lists apart by status, time and place, and not by how they were computed', () => {
  const race = two();
  race.passes('1', 'finish', '09:40:00');
  const before = race.list();
  expect(score(race.setup, race.entries.toReversed()).hash).toBe(before.hash);
  race.passes('2', 'finish', '09:39:59');
  const after = race.list();
  expect(after.hash).not.toBe(before.hash);
  race.void({ journalId: storyId('journal', 'finish box'), seq: 3 });
  expect(race.list().hash).toBe(before.hash);
});

test('a correction that names nobody is asked about', () => {
  const race = two();
  race.disqualify('404');
  race.manual('405', 'finish', '09:40:00');
  expect(race.questions()).toEqual(['this DSQ names nobody in the event', 'this manual time names nobody in the event']);
});

test('corrections that compete are settled by the log, whichever box is heard first', () => {
  const race = two();
  const participantId = idOf('1');
  const word = { kind: 'status', arrivedAtMs: 0, participantId, penaltyMs: 0 } as const;
  race.write('start box', { ...word, change: 'DNS', reason: null });
  race.write('finish box', { ...word, change: 'DSQ', reason: 'TR 17' });
  race.write('hub', { ...word, change: 'DNF', reason: null });
  const byJournal = [...Map.groupBy(race.entries, ({ journalId }) => journalId).values()];
  for (const order of [byJournal, byJournal.toReversed(), [...byJournal.slice(2), ...byJournal.slice(0, 2)]]) {
    const scorer = new Scorer(race.setup);
    for (const journal of order) scorer.add(journal);
    expect(scorer.result(participantId)?.status).toBe('DNF');
  }
});

test('whoever changes races is news in both, and before anything was told everyone is registered', () => {
  const race = two().race('mile', { points: { start: { kind: 'start' }, finish: { kind: 'finish' } } });
  race.wave('mile', { race: 'mile', gun: '11:00:00' });
  const untold = new Scorer(race.setup);
  expect([...untold.results()].map(({ status }) => status)).toEqual(['registered', 'registered']);
  expect(untold.result(idOf('1'))?.status).toBe('registered');
  const scorer = race.scorer();
  race.enter('1', { wave: 'mile' });
  expect(scorer.add(race.entries).raceIds.toSorted()).toEqual([storyId('race', 'race'), storyId('race', 'mile')].toSorted());
});

test('a race is closed from when a person closes it until it is opened again', () => {
  const race = two();
  expect(race.scorer().closedRaceIds()).toEqual([]);
  race.close();
  expect(race.scorer().closedRaceIds()).toEqual([storyId('race', 'race')]);
  race.reopen();
  expect(race.scorer().closedRaceIds()).toEqual([]);
});

test('a read of an unknown chip is listed also when its time cannot be understood', () => {
  const race = two();
  race.passes('C99', 'finish', '09:40:00', { timeText: '09:4' });
  expect(race.scorer().unknownReads()).toMatchObject([{ ident: 'C99', atMs: null }]);
});

test('open questions come journal by journal in the order in which their entries were written', () => {
  const race = two();
  const refs = Array.from({ length: 12 }, () => race.gun('nowhere', '09:00:00'));
  expect(
    race
      .scorer()
      .openQuestions()
      .map(({ source }) => source),
  ).toEqual(refs);
});
