import { expect, test } from 'vitest';
import { Standings } from '../picture/standings.ts';
import { anEvent, aRow, raceId } from '../testing/live-messages.ts';
import { listOf, listTitles } from './rankings.ts';
import type { SceneData } from './scene-data.ts';
import { latestShown, leadersShown, subjectOf } from './table-rows.ts';

const rows = [aRow('1', 35, { sex: 'M' }), aRow('2', 36, { divisionIds: ['F40'] }), aRow('3', 37), aRow('4', null)];
const data: SceneData = { event: anEvent(), standings: new Standings(rows), row: rows[1]!, cardText: '', message: '', turnMs: 0 };
const list = (name: string) => ({ raceId, list: name });

test('lists with somebody in them take turns by the clock, so that screens side by side show the same', () => {
  const turn = (turnMs: number) => listOf({ by: 'turns', everyMs: 10_000 }, { ...data, turnMs })?.list;
  expect([0, 9_999, 10_000, 20_000, 30_000, 40_000].map(turn)).toEqual(['overall', 'overall', 'sex:F', 'sex:M', 'division:F40', 'overall']);
});

test('a scene names races by number, so that it serves another event too', () => {
  expect(listOf({ by: 'list', race: 1, list: 'sex:F' }, data)).toEqual(list('sex:F'));
  expect(listOf({ by: 'list', race: 2, list: 'sex:F' }, data)).toBeNull();
});

test('the list of the shown runner', () => {
  expect(listOf({ by: 'runner', list: 'division' }, data)).toEqual(list('division:F40'));
  expect(listOf({ by: 'runner', list: 'division' }, { ...data, row: rows[2]! })).toEqual(list('overall'));
});

test('the desk calls up a list by its title; any other word means overall', () => {
  expect(listTitles(data.event!, data.standings)).toEqual(['Overall', 'Women', 'Men', 'F 40–49']);
  expect(listOf({ by: 'called-up' }, { ...data, message: 'Women' })).toEqual(list('sex:F'));
  expect(listOf({ by: 'called-up' }, { ...data, message: 'And now …' })).toEqual(list('overall'));
});

const columns = (['place', 'name', 'gap'] as const).map((field) => ({
  field,
  widthEm: null,
  align: 'start' as const,
  colour: null,
  sizeShare: 1,
  isPlate: false,
}));

test('a table of leaders', () => {
  const shown = leadersShown({ of: { by: 'list', race: 1, list: 'sex:F' }, rows: 5, columns }, data);
  expect(shown.rows.map(({ cells }) => cells)).toEqual([
    ['1', 'Runner 2', ''],
    ['2', 'Runner 3', '+1:00'],
  ]);
});

test('a table of the latest, without the one who is shown above it', () => {
  const shown = latestShown({ race: null, skip: 1, rows: 5, columns }, data);
  expect(shown.rows.map(({ row }) => row.bib)).toEqual(['2', '1']);
});

test('a race that this event has not has no finishers, rather than those of all others', () => {
  expect(latestShown({ race: 3, skip: 0, rows: 5, columns }, data).rows).toEqual([]);
});

test('a text is about the runner, a place of a list, or the newest', () => {
  expect(subjectOf({ who: 'runner' }, data).row?.bib).toBe('2');
  expect(subjectOf({ who: 'leader', rank: 2, of: { by: 'list', race: 1, list: 'overall' } }, data)).toMatchObject({
    row: { bib: '2' },
    place: 2,
  });
  expect(subjectOf({ who: 'latest', nth: 1, race: null }, data).row?.bib).toBe('3');
  expect(subjectOf({ who: 'latest', nth: 9, race: null }, data).row).toBeNull();
});
