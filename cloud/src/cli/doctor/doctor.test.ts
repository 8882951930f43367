import { createServer, type Server } from 'node:net';
import { Aedes, type AedesOptions } from 'aedes';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { clusterTimeoutMs, startTestCluster, type TestCluster, type TestDatabase } from '../../testing/test-cluster.ts';
import { carriesOurMessage } from './broker.ts';
import { databaseFindings } from './database.ts';
import { systemClock } from './machine.ts';

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startTestCluster();
}, clusterTimeoutMs);
afterAll(() => cluster.stop());

const findingsOf = async ({ owner }: TestDatabase) =>
  new Map((await databaseFindings(owner, 'in a test')).map(({ name, ok, detail }) => [name, { ok, detail }]));

async function asOwner({ owner }: TestDatabase, sql: string): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query(sql);
  await client.end();
}

test('a database as the hub makes it is found well in every respect', async () => {
  const findings = await findingsOf(await cluster.newDatabase());
  expect([...findings].filter(([, { ok }]) => !ok)).toEqual([]);
  expect([...findings.keys()]).toEqual(['database', 'migrations', 'roles', 'row security', "the database's clock"]);
  expect(findings.get('row security')?.detail).toMatch(/forced on each of the \d\d tables/);
});

test('a table that is open to other partners, and a migration that has not run, are told with what to do', async () => {
  const database = await cluster.newDatabase();
  await asOwner(
    database,
    `alter table race_log no force row level security;
     delete from schema_migrations where name = (select max(name) from schema_migrations)`,
  );
  const findings = await findingsOf(database);
  expect(findings.get('row security')).toEqual({ ok: false, detail: expect.stringContaining('race_log does not force row security') });
  expect(findings.get('migrations')).toEqual({
    ok: false,
    detail: expect.stringMatching(/^1 of \d+ have not run .* run "chute-hub migrate"/),
  });
});

test('looking into a database that was never set up changes nothing in it', async () => {
  const database = await cluster.newDatabase();
  await asOwner(database, 'drop table schema_migrations');
  expect((await findingsOf(database)).get('migrations')).toEqual({ ok: true, detail: expect.stringContaining('nothing is there yet') });
  expect((await findingsOf(database)).get('migrations')?.detail).toContain('nothing is there yet');
});

test('a database that does not answer is one finding', async () => {
  const [finding, ...others] = await databaseFindings({ host: '127.0.0.1', port: 1, user: 'nobody' }, 'in a test');
  expect(finding).toMatchObject({ name: 'database', ok: false, detail: expect.stringContaining('DATABASE_URL') });
  expect(others).toEqual([]);
});

test('an outside broker has to carry a message of ours there and back', async () => {
  expect(await carriesOurMessage(await aBroker({}))).toContain('there and back');
  const deaf = await aBroker({ authorizeSubscribe: (_client, _subscription, done) => done(null, null) });
  await expect(carriesOurMessage(deaf)).rejects.toThrow('give the hub all of chute/v1/#');
  await expect(carriesOurMessage('mqtt://127.0.0.1:1')).rejects.toThrow('CHUTE_MQTT_URL');
});

test('a clock that was never set is told', () => {
  expect(() => systemClock(0, '/nowhere')).toThrow('1970-01-01');
  expect(systemClock(Date.UTC(2027, 0, 1), '/nowhere')).toContain('2027');
});

async function aBroker(rules: AedesOptions): Promise<string> {
  const aedes = await Aedes.createBroker(rules);
  const server: Server = createServer(aedes.handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    await new Promise<void>((resolve) => aedes.close(resolve));
    await new Promise((resolve) => server.close(resolve));
  });
  return `mqtt://127.0.0.1:${(server.address() as { port: number }).port}`;
}
