import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeSchema } from '../testing/describe-schema.ts';
import { clusterTimeoutMs, quietLog, startTestCluster, type TestCluster } from '../testing/test-cluster.ts';
import { migrate, readMigrations } from './migrate.ts';
import { prepareDatabase } from './prepare-database.ts';

let cluster: TestCluster;
let owner: pg.Client;
let config: pg.ClientConfig;

beforeAll(async () => {
  cluster = await startTestCluster();
  config = (await cluster.newDatabase()).owner;
  owner = new pg.Client(config);
  await owner.connect();
}, clusterTimeoutMs);
afterAll(async () => {
  await owner.end();
  await cluster.stop();
});

test('migrations run a second time to no effect', async () => {
  const before = await describeSchema(owner);
  expect(await migrate(owner)).toEqual([]);
  await prepareDatabase(config, quietLog);
  expect(await describeSchema(owner)).toBe(before);
});

test('the schema is the one kept in git', async () => {
  await expect(await describeSchema(owner)).toMatchFileSnapshot('../../migrations/schema.txt');
});

test('two hubs that start at once on an empty database make one schema', async () => {
  const admin = new pg.Client({ ...config, database: 'postgres' });
  await admin.connect();
  await admin.query('create database empty');
  await admin.end();
  const empty = { ...config, database: 'empty' };
  await Promise.all([prepareDatabase(empty, quietLog), prepareDatabase(empty, quietLog)]);
  const client = new pg.Client(empty);
  await client.connect();
  expect(await describeSchema(client)).toBe(await describeSchema(owner));
  await client.end();
});

test('a migration that was edited after it had run is refused', async () => {
  const [first, ...rest] = readMigrations();
  const edited = { ...first!, sha256: 'another' };
  await expect(migrate(owner, [edited, ...rest])).rejects.toMatchObject({ code: 'migration-edited' });
});

test('a database of a newer program is refused', async () => {
  await expect(migrate(owner, readMigrations().slice(0, -1))).rejects.toMatchObject({ code: 'migration-failed' });
});

test('a migration that fails leaves nothing of itself', async () => {
  const before = await describeSchema(owner);
  const bad = { name: '9999-bad.sql', sql: 'create table half_done (timing_partner_id bigint); select 1 / 0', sha256: 'x' };
  await expect(migrate(owner, [...readMigrations(), bad])).rejects.toThrow('9999-bad.sql did not run: division by zero');
  expect(await describeSchema(owner)).toBe(before);
  expect(await migrate(owner)).toEqual([]);
});

test('every key and every index of a tenant table begins with the tenant', async () => {
  const { rows } = await owner.query<{ index: string }>(`
    select i.indexrelid::regclass::text as index from pg_index i
    join pg_attribute a on a.attrelid = i.indrelid and a.attname = 'timing_partner_id'
    where i.indkey[0] <> a.attnum and i.indrelid::regclass::text not like 'pg_%'`);
  expect(rows).toEqual([]);
});

test('every foreign key between tenant tables holds the tenant on both sides', async () => {
  const { rows } = await owner.query<{ name: string }>(`
    select k.conname as name from pg_constraint k
    where k.contype = 'f' and not (
      exists (select from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'timing_partner_id' and a.attnum = k.conkey[1])
      and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'timing_partner_id' and a.attnum = k.confkey[1]))`);
  expect(rows).toEqual([]);
});
