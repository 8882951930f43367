import { chownSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EdgeJournal } from '@chute/protocol/testing';
import { newId } from '@chute/service';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { appendBatch } from '../ingest/append-batch.ts';
import { openDatabase } from '../store/db.ts';
import { createPartner } from '../store/partners.ts';
import { describeSchema } from '../testing/describe-schema.ts';
import { makeTestFolder, quietLog } from '../testing/test-cluster.ts';
import { prepareDatabase } from './prepare-database.ts';
import { runAs } from './run-as.ts';
import { chooseServerUser } from './server-user.ts';

/** Postgres servers that this machine has from elsewhere, such as Debian's 15: what somebody's DATABASE_URL leads to. */
const installed = globSync('/usr/lib/postgresql/*/bin/postgres').map((file) => join(file, '..'));

describe.skipIf(installed.length === 0)('a Postgres that is not ours (needs one in /usr/lib/postgresql)', () => {
  test.each(installed)('%s takes our schema, keeps partners apart and stores a batch', { timeout: 60_000 }, async (bin) => {
    const folder = makeTestFolder();
    const user = chooseServerUser();
    if (user) chownSync(folder, user.uid, user.gid);
    const cluster = join(folder, 'cluster');
    const run = async (program: string, ...args: string[]) => {
      const { code, output } = await runAs(user, join(bin, program), args);
      if (code !== 0) throw new Error(`${program}: ${output}`);
    };
    await run('initdb', '-D', cluster, '-U', 'owner', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C');
    await run('pg_ctl', '-D', cluster, '-o', `-c listen_addresses= -k ${folder} -F`, '-l', join(folder, 'log'), '-w', 'start');
    try {
      const owner = { connectionString: `postgres://owner@localhost/postgres?host=${encodeURIComponent(folder)}` };
      const roles = await prepareDatabase(owner, quietLog);
      await expect(await schemaOf(owner)).toMatchFileSnapshot('../../migrations/schema.txt');
      await storeSomething(roles);
      await prepareDatabase(owner, quietLog);
    } finally {
      await run('pg_ctl', '-D', cluster, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

async function schemaOf(owner: pg.ClientConfig): Promise<string> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    return await describeSchema(client);
  } finally {
    await client.end();
  }
}

async function storeSomething(roles: Awaited<ReturnType<typeof prepareDatabase>>): Promise<void> {
  const db = openDatabase(roles);
  try {
    const partnerId = await createPartner(db, { name: 'Big River' });
    const batch = new EdgeJournal().opens(newId()).hears(9).batch();
    expect(await appendBatch(db, { partnerId, edgeId: newId() }, batch)).toMatchObject({ outcome: 'stored', journal: { seq: 10 } });
    expect(await db.withTenant('99', (tx) => tx.query('select from race_log'))).toMatchObject({ rowCount: 0 });
  } finally {
    await db.close();
  }
}
