import { expect, test } from 'vitest';
import { coursesOf } from '../race/course.ts';
import { aRace } from '../testing/a-race.ts';
import { fieldsOf } from './field.ts';

const everyone = { basis: 'gun', sex: null, divisionId: null } as const;

test('a race without awards and contests costs nothing: nobody looks for its finishers', () => {
  const { setup } = aRace();
  const finishers = () => {
    throw new TypeError('nobody asked for them');
  };
  expect(fieldsOf(setup, { courses: coursesOf(setup), finishers })).toEqual(new Map());
});

test('each pool is put in order once, and the clock, the sex and the division make another pool', () => {
  const race = aRace().wave('A', { gun: '09:00:00' }).division('all').award('overall').participant('1', { sex: 'F' });
  race.passes('1', 'finish', '09:40:00');
  const finishers = [...race.scorer().results()].map((result) => ({ result, participant: race.setup.participants[0]! }));
  const field = fieldsOf(race.setup, { courses: coursesOf(race.setup), finishers: () => finishers }).get(race.setup.races[0]!.id)!;
  const pools = [
    everyone,
    { ...everyone, basis: 'chip' },
    { ...everyone, sex: 'F' },
    { ...everyone, divisionId: race.setup.divisions[0]!.id },
  ] as const;
  for (const pool of pools) expect(field.pool(pool)).toBe(field.pool({ ...pool }));
  expect(new Set(pools.map((pool) => field.pool(pool))).size).toBe(4);
});

test('a contest without an award is enough for a field, and a race that the setup does not have gets none', () => {
  const race = aRace().teamContest('clubs').award('elsewhere', { raceId: 'gone' });
  const fields = fieldsOf(race.setup, { courses: coursesOf(race.setup), finishers: () => [] });
  expect([...fields.keys()]).toEqual([race.setup.races[0]!.id]);
  expect(fields.get(race.setup.races[0]!.id)!.pool(everyone)).toEqual([]);
});
