import { expect, test } from 'vitest';
import { aRace, type RaceStory } from '../testing/a-race.ts';

/** A loop an hour from 09:00 on, over one mat. */
function aBackyard(...bibs: string[]): RaceStory {
  const points = { start: { kind: 'start', location: 'mat' }, finish: { kind: 'finish', location: 'mat' } } as const;
  const race = aRace({ format: { kind: 'backyard', loopMs: 3_600_000 }, points }).wave('A', { gun: '09:00:00' });
  for (const bib of bibs) race.participant(bib);
  return race;
}

/** Each loop in so many minutes of its hour, over the mat at the bell too. */
function loops(race: RaceStory, bib: string, ...minutes: number[]): void {
  for (const [index, minute] of minutes.entries()) {
    const hour = String(9 + index).padStart(2, '0');
    race.passes(bib, 'mat', `${hour}:00:03`);
    race.passes(bib, 'mat', `${hour}:${String(minute).padStart(2, '0')}:00`);
  }
}

const told = (race: RaceStory, bib: string) => {
  const { status, laps, place } = race.result(bib);
  return `${status} ${laps.length} ${place ?? '-'}`;
};

test('whoever closes one loop more than anyone else wins, and all others did not finish, by loops (SR-33)', () => {
  const race = aBackyard('1', '2', '3');
  loops(race, '1', 50, 51, 52);
  loops(race, '2', 40, 41);
  loops(race, '3', 45);
  expect(['1', '2', '3'].map((bib) => told(race, bib))).toEqual(['running 3 -', 'running 2 -', 'running 1 -']);
  race.close();
  expect(['1', '2', '3'].map((bib) => told(race, bib))).toEqual(['finished 3 1', 'DNF 2 -', 'DNF 1 -']);
  expect(race.order()).toEqual(['1', '2', '3']);
  expect(race.result('1')).toMatchObject({ gunTime: '2:52:00', decidedBy: expect.anything() });
  race.reopen();
  expect(told(race, '1')).toBe('running 3 -');
});

test('when the last two stop after the same loop nobody has won (W20)', () => {
  const race = aBackyard('A', 'B');
  loops(race, 'A', 50, 50, 50, 50, 50, 50, 50);
  loops(race, 'B', 55, 55, 55, 55, 55, 55, 55);
  race.close();
  expect(['A', 'B'].map((bib) => told(race, bib))).toEqual(['DNF 7 -', 'DNF 7 -']);
});

test('a loop counts up to the end of its hour, and one that is late ends the race of its runner', () => {
  const race = aBackyard('1', '2');
  race.passes('1', 'mat', '10:00:00.000');
  race.passes('2', 'mat', '10:00:00.001');
  race.passes('2', 'mat', '10:50:00');
  expect(['1', '2'].map((bib) => race.result(bib).laps.length)).toEqual([1, 0]);
});

test('a runner who leaves at the bell has closed nothing by it, whatever the shortest lap', () => {
  const race = aBackyard('1');
  race.setup.races[0]!.rules.minimumLapMs = 0;
  race.passes('1', 'mat', '09:00:00');
  race.passes('1', 'mat', '10:00:00');
  expect(race.result('1').laps.map(({ gunTimeMs }) => gunTimeMs)).toEqual([3_600_000]);
});

test('a loop of an hour that was missed is never made good by a later one', () => {
  const race = aBackyard('1');
  race.passes('1', 'mat', '09:50:00');
  race.passes('1', 'mat', '11:50:00');
  expect(race.result('1').laps).toHaveLength(1);
});

test('a winner who is disqualified leaves the race to nobody who is level, and to whoever is ahead of the rest', () => {
  const race = aBackyard('1', '2', '3');
  loops(race, '1', 50, 50, 50);
  loops(race, '2', 50, 50);
  loops(race, '3', 50);
  race.close();
  race.disqualify('1');
  expect(['1', '2', '3'].map((bib) => told(race, bib))).toEqual(['DSQ 3 -', 'finished 2 1', 'DNF 1 -']);
  race.reinstate('1');
  expect(['1', '2', '3'].map((bib) => told(race, bib))).toEqual(['finished 3 1', 'DNF 2 -', 'DNF 1 -']);
});

test('a leader whom a person has put down as DNF has not won, and the loops still stand against the others', () => {
  const race = aBackyard('1', '2');
  loops(race, '1', 50, 50);
  loops(race, '2', 50);
  race.didNotFinish('1');
  race.close();
  expect(['1', '2'].map((bib) => told(race, bib))).toEqual(['DNF 2 -', 'DNF 1 -']);
  expect(race.result('1').gunTime).toBeNull();
});

test('a backyard in which nobody closed a loop has no winner', () => {
  const race = aBackyard('1', '2');
  race.passes('1', 'mat', '09:00:10');
  race.close();
  expect(['1', '2'].map((bib) => told(race, bib))).toEqual(['DNF 0 -', 'DNS 0 -']);
});

test('whoever is moved by another one’s loop is named, so that every screen hears of it', () => {
  const race = aBackyard('1', '2');
  loops(race, '1', 50, 50);
  loops(race, '2', 50);
  race.close();
  const scorer = race.scorer();
  scorer.list();
  const before = race.entries.length;
  race.passes('2', 'mat', '10:30:00');
  const changes = scorer.add(race.entries.slice(before));
  expect(changes.participantIds.toSorted()).toEqual([race.result('1').participantId, race.result('2').participantId].toSorted());
  expect(scorer.result(race.result('1').participantId)!.status).toBe('DNF');
});

test('a loop in exactly the shortest time is one', () => {
  const race = aBackyard('1');
  race.passes('1', 'mat', '09:01:00.000');
  expect(race.result('1').laps).toHaveLength(1);
});

test('who was ruled out has won nothing, and neither has who did not start, whatever the mat heard', () => {
  const race = aBackyard('1', '2');
  loops(race, '1', 50, 51);
  loops(race, '2', 45);
  race.didNotFinish('1');
  race.close();
  expect(['1', '2'].map((bib) => told(race, bib))).toEqual(['DNF 2 -', 'DNF 1 -']);
  const other = aBackyard('1', '2');
  loops(other, '1', 50, 51, 52);
  loops(other, '2', 45);
  other.didNotStart('1');
  other.close();
  expect(told(other, '2')).toBe('finished 1 1');
});
