import type { LiveRow } from '@chute/protocol';
import { expect, test } from 'vitest';
import { Standings } from '../picture/standings.ts';
import { anEvent, aRow, raceId } from '../testing/live-messages.ts';
import { valuesOf } from './field-value.ts';
import type { Field } from './fields.ts';
import type { SceneData } from './scene-data.ts';
import { testRow } from './test-row.ts';

const winner = aRow('1', 35, { sex: 'M', divisionIds: [] });
const anouk = aRow('7', 41.1, { name: 'Anouk van den Berg', city: 'Utrecht', divisionIds: ['F40'], raceAge: 44, team: 'Harbour Harriers' });
const late = aRow('9', null, { name: null });

function dataOf(row: LiveRow | null): SceneData {
  return { event: anEvent(), standings: new Standings([winner, anouk, late]), row, cardText: 'Happy birthday!', message: '', turnMs: 0 };
}
const value = (field: Field, row: LiveRow | null = anouk) => valuesOf(dataOf(row), { row })(field);

test('who it is', () => {
  expect([value('name'), value('first-name'), value('last-name'), value('bib')]).toEqual([
    'Anouk van den Berg',
    'Anouk',
    'van den Berg',
    '7',
  ]);
  expect([value('city'), value('country'), value('team'), value('age'), value('sex-name'), value('division')]).toEqual([
    'Utrecht',
    '',
    'Harbour Harriers',
    '44',
    'Women',
    'F 40–49',
  ]);
});

test('how fast, and where that puts the runner', () => {
  expect([value('time'), value('gap'), value('pace-km'), value('pace-mile')]).toEqual(['41:06', '+6:06', '4:07', '6:37']);
  expect([value('place'), value('place-ordinal'), value('place-sex'), value('place-division-ordinal')]).toEqual(['2', '2nd', '1', '1st']);
  expect(value('gap', winner)).toBe('');
});

test('who is still on the way has no time and no place, and who has no name has a bib', () => {
  for (const field of ['time', 'chip-time', 'gun-time', 'gap', 'pace-km', 'place', 'place-sex'] as const)
    expect(value(field, late)).toBe('');
  expect([value('name', late), value('status', late)]).toEqual(['Bib 9', 'On the course']);
});

test('in a list of its own a place is a place in that list', () => {
  const list = { raceId, list: 'sex:F' as const };
  expect(valuesOf(dataOf(null), { row: anouk, place: 1, list })('place-ordinal')).toBe('1st');
  expect(valuesOf(dataOf(null), { row: anouk, list })('list')).toBe('Women');
});

test('a race without a length has no pace', () => {
  const event = anEvent({ races: [{ ...anEvent().races[0]!, distanceM: null }] });
  expect(valuesOf({ ...dataOf(anouk), event }, { row: anouk })('pace-km')).toBe('');
});

test('nobody has no values, and the event has its own all the same', () => {
  expect([value('name', null), value('event', null), value('finished', null), value('text', null)]).toEqual([
    '',
    'Autumn Run',
    '2',
    'Happy birthday!',
  ]);
});

test('a test card fills a screen and stands in no list', () => {
  const row = testRow({ cardId: 'test 1 1', text: '1234 · Ada Test' }, anEvent());
  expect([value('bib', row), value('name', row), value('time', row), value('place', row)]).toEqual(['1234', 'Ada Test', '41:07', '']);
});
