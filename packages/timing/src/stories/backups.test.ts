import { expect, test } from 'vitest';
import { aRace, type RaceStory } from '../testing/a-race.ts';

/** A finish with a backup behind it, gun at 09:00. */
function backedUp(): RaceStory {
  return aRace({
    points: {
      start: { kind: 'start', backupLocations: ['start B'] },
      finish: { kind: 'finish', backupLocations: ['finish B', 'finish C'] },
    },
  })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
}

test('the main decoder beats a backup inside the same passing (W10)', () => {
  const race = backedUp();
  race.passes('1', 'finish B', '09:21:10.000');
  race.passes('1', 'finish', '09:21:10.900');
  expect(race.result('1')).toMatchObject({ gunTimeMs: 1_270_900 });
});

test('a main read of a later passing does not take the finish from the backup (W10)', () => {
  const race = backedUp();
  race.passes('1', 'finish B', '09:21:10.000');
  race.passes('1', 'finish', '09:46:00.000');
  expect(race.result('1')).toMatchObject({ gunTimeMs: 1_270_000 });
});

test.each([
  ['at the end of the backup window', '09:21:20.000', 1_280_000],
  ['one millisecond after it', '09:21:20.001', 1_270_000],
])('a main read %s after the backup’s first', (_when, at, gunTimeMs) => {
  const race = backedUp();
  race.passes('1', 'finish B', '09:21:10');
  race.passes('1', 'finish B', '09:21:15');
  race.passes('1', 'finish', at);
  expect(race.result('1')).toMatchObject({ gunTimeMs });
});

test('where the main decoder heard nothing the first of its backups counts', () => {
  const race = backedUp();
  race.passes('1', 'finish C', '09:30:02');
  race.passes('1', 'finish B', '09:30:01');
  expect(race.result('1')).toMatchObject({ status: 'finished', gunTime: '30:01' });
});

test('a backup at the start gives the start where the mat missed it', () => {
  const race = backedUp();
  race.passes('1', 'start B', '09:00:20');
  race.passes('1', 'finish', '09:30:20');
  expect(race.result('1')).toMatchObject({ chipTime: '30:00', startSource: 'read' });
  race.passes('1', 'start', '09:00:19');
  expect(race.result('1')).toMatchObject({ chipTimeMs: 1_801_000 });
});

test('who is heard by a backup alone is on the course', () => {
  const race = backedUp();
  race.passes('1', 'start B', '09:00:20');
  expect(race.result('1').status).toBe('running');
});

test('explain says which decoder gave the finish, and why the backup was not needed', () => {
  const race = backedUp();
  race.passes('1', 'finish B', '09:21:10.000');
  expect(race.explain('1').sentence).toContain('the read of the backup at finish B');
  expect(race.explain('1').reads).toMatchObject([{ location: 'finish B', use: 'finish', used: true, rule: 'SR-05' }]);
  race.passes('1', 'finish', '09:21:10.900');
  expect(race.explain('1').sentence).toContain('the read at finish');
  expect(race.explain('1').reads).toMatchObject([
    { location: 'finish B', use: 'the main decoder has this passing', used: false, rule: 'SR-07' },
    { location: 'finish', use: 'finish', used: true },
  ]);
});

test('what the main decoder of one point heard says nothing of the backup of another', () => {
  const race = aRace({
    points: { start: { kind: 'start' }, bridge: { kind: 'split' }, finish: { kind: 'finish', backupLocations: ['finish B'] } },
  })
    .wave('A', { gun: '09:00:00' })
    .participant('1');
  race.passes('1', 'bridge', '09:40:00');
  race.passes('1', 'finish B', '09:40:02');
  expect(race.result('1')).toMatchObject({ status: 'finished', gunTime: '40:02' });
});
