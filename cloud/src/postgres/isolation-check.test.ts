import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPartner } from '../store/partners.ts';
import { fillEveryTable, tenantTables } from '../testing/tenant-tables.ts';
import { clusterTimeoutMs, startTestCluster, type TestCluster, type TestDatabase } from '../testing/test-cluster.ts';
import { checkIsolation, isolationFaults } from './isolation-check.ts';

let cluster: TestCluster;
let database: TestDatabase;
let owner: pg.Client;
let app: pg.Client;
let worker: pg.Client;
let rowsOf: Awaited<ReturnType<typeof fillEveryTable>>;
let others: { mine: string; theirs: string };

beforeAll(async () => {
  cluster = await startTestCluster();
  database = await cluster.newDatabase();
  [owner, app, worker] = await Promise.all([connect(database.owner), connect(database.app), connect(database.worker)]);
  others = {
    mine: await createPartner(database.db, { name: 'Big River' }),
    theirs: await createPartner(database.db, { name: 'Small Creek' }),
  };
  rowsOf = await fillEveryTable(owner, others.theirs);
}, clusterTimeoutMs);
afterAll(async () => {
  await Promise.all([owner, app, worker].map((client) => client?.end()));
  await cluster.stop();
});

async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  await client.connect();
  return client;
}

/** Runs one statement in a transaction that is rolled back, for this tenant (undefined: none). Gives the rows, or the error's code. */
async function attempt(client: pg.Client, tenant: string | undefined, sql: string): Promise<{ rows: number } | { refused: string }> {
  await client.query('begin');
  try {
    if (tenant !== undefined) await client.query(`set local app.current_partner_id = '${tenant}'`);
    const { rowCount } = await client.query(sql);
    return { rows: rowCount ?? 0 };
  } catch (error) {
    return { refused: (error as { code: string }).code };
  } finally {
    await client.query('rollback');
  }
}

/** Row security (42501 as well as a missing grant), or a write that found nothing. */
const refused = { refused: '42501' };
const harmless = [refused, { rows: 0 }];

test('every tenant table has a row to be seen, so that seeing none means something', async () => {
  expect(rowsOf.map(({ table }) => table)).toEqual(await tenantTables(owner));
  expect(rowsOf.length).toBeGreaterThan(20);
  for (const { table } of rowsOf) {
    const seen = await attempt(app, others.theirs, `select from ${table} where timing_partner_id = ${others.theirs}`);
    expect({ table, seen }).not.toEqual({ table, seen: { rows: 0 } });
  }
});

const strangers: [string, () => string | undefined][] = [
  ['no tenant', () => undefined],
  ['an empty tenant', () => ''],
  ['another tenant', () => others.mine],
];

test.each(strangers)('as the app with %s, no table gives a row or takes a write', async (_name, tenant) => {
  for (const { table, columns, values } of rowsOf) {
    const outcome = {
      read: await attempt(app, tenant(), `select from ${table} where timing_partner_id = ${others.theirs}`),
      insert: await attempt(app, tenant(), `insert into ${table} (${columns}) values (${values})`),
      update: await attempt(app, tenant(), `update ${table} set timing_partner_id = timing_partner_id`),
      delete: await attempt(app, tenant(), `delete from ${table}`),
      truncate: await attempt(app, tenant(), `truncate ${table} cascade`),
    };
    // Another tenant sees its own rows: those that this test looks for are the others'.
    expect({ table, read: outcome.read }).toEqual({ table, read: { rows: 0 } });
    expect({ table, insert: outcome.insert }).toEqual({ table, insert: refused });
    const owned = table === 'timing_partners' && tenant() === others.mine ? [...harmless, { rows: 1 }] : harmless;
    expect(owned, `update of ${table}`).toContainEqual(outcome.update);
    expect(harmless, `delete from ${table}`).toContainEqual(outcome.delete);
    expect(outcome.truncate).toEqual(refused);
  }
});

test('as the app for another tenant, no row of ours can be handed over to them', async () => {
  for (const { table } of rowsOf) {
    const moved = await attempt(app, others.theirs, `update ${table} set timing_partner_id = ${others.mine}`);
    expect({ table, moved }).toEqual({ table, moved: refused });
  }
});

test('the owner of the tables sees no tenant’s rows either', async () => {
  for (const { table } of rowsOf)
    expect({ table, seen: await attempt(owner, undefined, `select from ${table}`) }).toEqual({ table, seen: { rows: 0 } });
});

test('the scoring worker sees ids and counters of two tables, nothing else, and changes nothing', async () => {
  const counters: Record<string, string> = {
    event_heads: 'timing_partner_id, event_id, revision, scored_marks, scored_entries',
    event_marks: 'timing_partner_id, event_id, marks',
  };
  expect(await attempt(worker, undefined, 'select stream_id, setup_hash, basis from event_heads')).toEqual(refused);
  for (const { table, columns, values } of rowsOf) {
    const seen = await attempt(worker, undefined, `select ${counters[table] ?? 'timing_partner_id'} from ${table}`);
    expect({ table, seen }).toEqual({ table, seen: counters[table] ? { rows: 1 } : refused });
    for (const sql of [
      `insert into ${table} (${columns}) values (${values})`,
      `update ${table} set timing_partner_id = 1`,
      `delete from ${table}`,
    ])
      expect({ sql, got: await attempt(worker, others.theirs, sql) }).toEqual({ sql, got: refused });
  }
});

test('no role can become another', async () => {
  expect(await attempt(app, undefined, 'set role chute_worker')).toEqual(refused);
  expect(await attempt(worker, undefined, 'set role chute_app')).toEqual(refused);
  expect(await attempt(app, undefined, 'set role chute_owner')).toEqual(refused);
});

test('the check at the start finds nothing wrong with our schema', async () => {
  expect(await isolationFaults(owner)).toEqual([]);
});

test.each([
  ['a table without a policy', 'create table leaky (timing_partner_id bigint, secret text)', /leaky does not force row security/],
  [
    'a table with row security that is not forced',
    "create table leaky (timing_partner_id bigint); select protect_tenant_table('leaky'); alter table leaky no force row level security",
    /leaky does not force row security/,
  ],
  [
    'a table with a wider policy beside ours',
    "create table leaky (timing_partner_id bigint); select protect_tenant_table('leaky'); create policy all_see on leaky using (true)",
    /leaky has a policy of its own, all_see/,
  ],
  [
    'a policy of another form',
    "alter table persons disable row level security; drop policy tenant_only on persons; create policy tenant_only on persons using (timing_partner_id = current_setting('app.current_partner_id')::bigint); alter table persons enable row level security",
    /persons lacks the tenant policy/,
  ],
  ['a table without a tenant', 'create table leaky (name text)', /leaky has no timing_partner_id/],
  ['a view that asks as its owner', 'create view leaky as select * from persons', /view leaky is not security_invoker/],
  ['a materialized view', 'create materialized view leaky as select * from persons', /leaky cannot have row security/],
])('%s planted in the schema is found, and the hub does not start', async (_name, sql, fault) => {
  await owner.query('begin');
  try {
    await owner.query(sql);
    await expect(checkIsolation(owner)).rejects.toMatchObject({ code: 'not-isolated', message: expect.stringMatching(fault) });
  } finally {
    await owner.query('rollback');
  }
});
