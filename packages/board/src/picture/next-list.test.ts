import { expect, test } from 'vitest';
import { anEvent, aRow, raceId } from '../testing/live-messages.ts';
import { listsToShow, nextList } from './next-list.ts';
import { Standings } from './standings.ts';

test('the tables that take turns are those with somebody in them, and after the last comes the first', () => {
  const standings = new Standings();
  standings.put(aRow('1', 40, { divisionIds: ['F40'] }));
  const lists = listsToShow(anEvent(), standings, null);
  expect(lists.map(({ list }) => list)).toEqual(['overall', 'sex:F', 'division:F40']);
  expect(nextList(lists, { raceId, list: 'sex:F' })?.list).toBe('division:F40');
  expect(nextList(lists, { raceId, list: 'division:F40' })?.list).toBe('overall');
});

test('before anyone has finished there is one empty table', () => {
  expect(listsToShow(anEvent(), new Standings(), raceId).map(({ list }) => list)).toEqual(['overall']);
});

test('when the table on the screen is gone, the first one comes', () => {
  expect(nextList([{ raceId, list: 'overall' }], { raceId, list: 'sex:M' })?.list).toBe('overall');
  expect(nextList([], null)).toBeNull();
});
