import { expect, test } from 'vitest';
import { aDelta, aHead, aRow, aSnapshot } from '../testing/live-messages.ts';
import { Standby } from './standby.ts';

test('who stands by knows all that was told, and hands it on whole', () => {
  const standby = new Standby();
  standby.takeSnapshot(aSnapshot({ revision: 1 }, [aRow('1', 40)]));
  expect(standby.told()).toBeNull();
  expect(standby.takeDelta(aDelta({ from: 1, revision: 2 }, [aRow('2', 41)]))).toBe(true);
  expect(standby.takeHead(aHead({ revision: 2, entries: 2 }))).toBe(true);
  expect(standby.told()?.snapshot.rows.map(({ bib }) => bib)).toEqual(['1', '2']);
  expect(standby.told()?.head.entries).toBe(2);
});

test('a gap is asked for again', () => {
  const standby = new Standby();
  expect(standby.takeHead(aHead({ revision: 1, entries: 1 }))).toBe(false);
  standby.takeSnapshot(aSnapshot({ revision: 1 }));
  expect(standby.takeDelta(aDelta({ from: 4, revision: 5 }))).toBe(false);
  expect(standby.cursor()).toEqual(aSnapshot({ revision: 1 }).cursor);
});

test('it lacks nothing once it has counted what is shown, and a source that begins anew has that to prove again', () => {
  const standby = new Standby();
  const shown = aHead({ stream: 2, revision: 9, entries: 5 }).basis.frontier;
  standby.takeSnapshot(aSnapshot({ revision: 1 }));
  expect(standby.lacksNothingOf(shown)).toBe(false);
  standby.takeHead(aHead({ revision: 1, entries: 4 }));
  expect(standby.lacksNothingOf(shown)).toBe(false);
  standby.takeHead(aHead({ revision: 1, entries: 5 }));
  expect(standby.lacksNothingOf(shown)).toBe(true);
  standby.takeSnapshot(aSnapshot({ stream: 3, revision: 1 }));
  expect(standby.lacksNothingOf(shown)).toBe(false);
});
