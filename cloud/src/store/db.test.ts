import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterTimeoutMs, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';
import { type Database, openDatabase } from './db.ts';
import { createPartner, findPartner } from './partners.ts';

let cluster: TestCluster;
let db: Database;

beforeAll(async () => {
  cluster = await startTestCluster();
  const { app, worker } = await cluster.newDatabase();
  // One connection, so that whatever a transaction left behind would meet the next one.
  db = openDatabase({ app, worker, appConnections: 1 });
}, clusterTimeoutMs);
afterAll(async () => {
  await db.close();
  await cluster.stop();
});

test('a partner finds itself, and on the same connection the next partner finds only itself', async () => {
  const [river, creek] = [await createPartner(db, { name: 'Big River' }), await createPartner(db, { name: 'Small Creek' })];
  expect(await db.withTenant(river, findPartner)).toMatchObject({ partnerId: river, name: 'Big River' });
  expect(await db.withTenant(creek, (tx) => tx.query('select name from timing_partners'))).toMatchObject({
    rows: [{ name: 'Small Creek' }],
  });
  expect(await db.withTenant('999999999999999999', findPartner)).toBeUndefined();
});

test.each(['', 'x', '-1', '01', '1e3', "1'; set role postgres; --", '1234567890123456789', ' 1'])('%j is no partner', async (partnerId) => {
  await expect(db.withTenant(partnerId, findPartner)).rejects.toMatchObject({ code: 'not-a-partner-id' });
});

test('one text is one statement, with values or without', async () => {
  await expect(db.withTenant('1', (tx) => tx.query('select 1; select 2'))).rejects.toMatchObject({ code: '42601' });
  await expect(db.withTenant('1', (tx) => tx.query('select 1; select 2', []))).rejects.toMatchObject({ code: '42601' });
});

test('work that throws leaves nothing, and the connection goes on', async () => {
  const partnerId = await createPartner(db, { name: 'Before' });
  const rename = db.withTenant(partnerId, async (tx) => {
    await tx.query('update timing_partners set name = $2 where timing_partner_id = $1', [partnerId, 'After']);
    throw new Error('changed my mind');
  });
  await expect(rename).rejects.toThrow('changed my mind');
  expect(await db.withTenant(partnerId, findPartner)).toMatchObject({ name: 'Before' });
});

test('a failed statement whose error was swallowed is no success', async () => {
  const swallowed = db.withTenant('1', async (tx) => {
    await tx.query('select 1 / 0').catch(() => undefined);
  });
  await expect(swallowed).rejects.toMatchObject({ code: 'swallowed-failure' });
});

test('a bigint beyond what a number holds is an error, never a rounded number', async () => {
  const ask = (value: string) => db.withTenant('1', (tx) => tx.query<{ big: number }>(`select ${value}::bigint as big`));
  expect((await ask('9007199254740991')).rows[0]!.big).toBe(Number.MAX_SAFE_INTEGER);
  await expect(ask('9007199254740993')).rejects.toThrow(RangeError);
});

test('statements asked for in one breath are done in their order, and stand or fall together', async () => {
  const partnerId = await createPartner(db, { name: 'Before' });
  const rename = 'update timing_partners set name = $2 where timing_partner_id = $1 returning name';
  const bothNames = (second: string) =>
    db.withTenant(partnerId, async (tx) => {
      const first = tx.query(rename, [partnerId, 'First']);
      const seen = tx.query('select name from timing_partners');
      return (await Promise.all([first, seen, tx.query(second, [partnerId, 'Second'])])).flatMap(({ rows }) => rows);
    });
  expect(await bothNames(rename)).toEqual([{ name: 'First' }, { name: 'First' }, { name: 'Second' }]);
  await expect(bothNames('select $1::bigint, $2::text, 1 / 0')).rejects.toMatchObject({ code: '22012' });
  expect(await db.withTenant(partnerId, findPartner)).toMatchObject({ name: 'Second' });
});

test('work that goes on after its transaction has failed reaches nobody, whoever has the connection by then', async () => {
  const partnerId = await createPartner(db, { name: 'River' });
  let late: Promise<unknown> | undefined;
  const failed = db.withTenant('1', async (tx) => {
    late = new Promise((resolve) => setImmediate(resolve)).then(() => tx.query('select name from timing_partners'));
    late.catch(() => undefined);
    throw new Error('one half of it failed');
  });
  await expect(failed).rejects.toThrow('one half of it failed');
  await db.withTenant(partnerId, async () => expect(late).rejects.toMatchObject({ code: 'transaction-over' }));
});
