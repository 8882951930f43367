import { expect, test } from 'vitest';
import { databaseTrouble } from './database-trouble.ts';

test('a database that hangs is asked once, however often somebody wants to know, and everybody is told in time', async () => {
  const answer = Promise.withResolvers<void>();
  let asked = 0;
  const ping = () => {
    asked += 1;
    return asked === 1 ? answer.promise : Promise.resolve();
  };
  const trouble = databaseTrouble({ ping }, 10);
  expect(await Promise.all([trouble(), trouble()])).toEqual(['no answer within 10 ms', 'no answer within 10 ms']);
  expect(await trouble()).toBe('no answer within 10 ms');
  expect(asked).toBe(1);
  answer.resolve();
  await expect.poll(trouble).toBeUndefined();
  expect(asked).toBeGreaterThan(1);
});

test('a database that refuses says why', async () => {
  const trouble = databaseTrouble({ ping: () => Promise.reject(new Error('the server is shutting down')) });
  expect(await trouble()).toBe('the server is shutting down');
});
