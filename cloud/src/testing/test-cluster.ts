import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@chute/service';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../postgres/embedded-postgres.ts';
import { prepareDatabase } from '../postgres/prepare-database.ts';
import type { RoleConnections } from '../postgres/roles.ts';
import { type Database, openDatabase } from '../store/db.ts';

/** A real Postgres for one test file, and a migrated database of its own for each test that asks. */
export type TestCluster = {
  postgres: EmbeddedPostgres;
  newDatabase(): Promise<TestDatabase>;
  stop(): Promise<void>;
};

export type TestDatabase = RoleConnections & { db: Database; owner: pg.ClientConfig };

/** For `beforeAll`: a busy machine takes its time over a new cluster. */
export const clusterTimeoutMs = 60_000;

export const quietLog = createLogger('test', { level: 'silent' });

export async function startTestCluster(): Promise<TestCluster> {
  const dataDir = makeTestFolder();
  const postgres = await startEmbeddedPostgres({ dataDir, log: quietLog, durable: false, sharedDir: join(dataDir, 'shared') });
  endWithThisProcess(postgres);
  const roles = await prepareDatabase(postgres.owner, quietLog);
  const open: Database[] = [];
  let made = 0;
  return {
    postgres,
    newDatabase: async () => {
      made += 1;
      const database = `test_${made}`;
      await copyDatabase(postgres.owner, database);
      const connections = {
        owner: { ...postgres.owner, database },
        app: { ...roles.app, database },
        worker: { ...roles.worker, database },
      };
      const db = openDatabase({ ...connections, appConnections: 5 });
      open.push(db);
      return { ...connections, db };
    },
    stop: async () => {
      await Promise.all(open.map((db) => db.close().catch(() => undefined)));
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A test that is given up in the middle leaves no server behind. */
function endWithThisProcess(postgres: EmbeddedPostgres): void {
  process.once('exit', () => {
    const pid = postgres.pid();
    if (pid !== undefined) process.kill(pid, 'SIGQUIT');
  });
}

/** A folder that the server's user can enter too, when the tests run as root. */
export function makeTestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chute-hub-'));
  chmodSync(folder, 0o711);
  return folder;
}

async function copyDatabase(owner: pg.ClientConfig, name: string): Promise<void> {
  const client = new pg.Client({ ...owner, database: 'postgres' });
  await client.connect();
  await client.query(`create database ${name} template chute`);
  await client.end();
}
