import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@chute/service';
import pg from 'pg';
import { type Binaries, findBinaries } from './binaries.ts';
import { adminRole, type ClusterSecrets, ensureCluster } from './cluster.ts';
import { type Home, prepareHome } from './home.ts';
import { PostgresError } from './postgres-error.ts';
import { runningPostmaster, socketFolder, socketPort, spawnPostmaster, stopPostmaster } from './postmaster.ts';
import { chooseServerUser, type ServerUser } from './server-user.ts';

/** A Postgres of our own: it comes back by itself when it dies, and ends with us. */
export type EmbeddedPostgres = {
  /** Connects as the owner of the database `chute`, who may make roles and is no superuser. */
  owner: pg.ClientConfig;
  home: Home;
  /** The server's process, for tests and for a doctor. */
  pid(): number | undefined;
  stop(): Promise<void>;
};

export type EmbeddedPostgresSettings = {
  dataDir: string;
  log: Logger;
  /** For what the server's user cannot reach (`home.ts`). */
  sharedDir?: string;
  /** False only for tests: nothing is forced to disk. */
  durable?: boolean;
  startWithinMs?: number;
};

const database = 'chute';
const ownerRole = 'chute_owner';

export async function startEmbeddedPostgres(settings: EmbeddedPostgresSettings): Promise<EmbeddedPostgres> {
  const { dataDir, log, sharedDir = '/var/lib/chute', durable = true, startWithinMs = 60_000 } = settings;
  const binaries: Binaries = await findBinaries();
  const user = chooseServerUser();
  const home = prepareHome({ dataDir, binaries, user, sharedDir });
  for (const sentence of home.moved) log.info({ home: home.folder }, sentence);
  const secrets = await ensureCluster(home, { user, durable });

  let stopping = false;
  let keeper = await keepUp(performance.now() + startWithinMs);
  await ensureOwner(keeper, secrets).catch(async (error) => {
    await keeper.end();
    throw error;
  });
  watch();

  return {
    owner: { host: socketFolder(home), port: socketPort, database, user: ownerRole, password: secrets.ownerPassword },
    home,
    pid: () => runningPostmaster(home),
    stop: async () => {
      stopping = true;
      await keeper.end().catch(() => undefined);
      await stopPostmaster(home);
    },
  };

  /** The keeper's connection ends only when the server does, or when we end it. */
  function watch(): void {
    keeper.once('end', () => {
      if (stopping) return;
      log.error({ home: home.folder }, 'embedded Postgres went away: starting it again');
      void keepUp(Number.POSITIVE_INFINITY).then(
        (again) => {
          keeper = again;
          log.warn({ home: home.folder }, 'embedded Postgres is back');
          watch();
        },
        (error) => stopping || log.fatal({ err: error }, 'embedded Postgres cannot be started again'),
      );
    });
  }

  function keepUp(untilMs: number): Promise<pg.Client> {
    return startAndConnect({ home, user, durable, secrets, untilMs, stopped: () => stopping });
  }
}

type Attempt = {
  home: Home;
  user: ServerUser | undefined;
  durable: boolean;
  secrets: ClusterSecrets;
  untilMs: number;
  stopped: () => boolean;
};

/** Adopts the server that a killed hub left behind, else starts one; waits while it recovers, and holds its lock against a second hub. */
async function startAndConnect({ home, user, durable, secrets, untilMs, stopped }: Attempt): Promise<pg.Client> {
  let child: ChildProcess | undefined;
  for (;;) {
    if (stopped()) throw new PostgresError('start-failed', 'asked to stop while Postgres was starting.');
    const starting = child && child.exitCode === null && child.signalCode === null;
    if (!starting && runningPostmaster(home) === undefined) child = spawnPostmaster(home, { user, durable });
    try {
      const client = await connectAsAdmin(home, secrets);
      await holdLock(client, home);
      return client;
    } catch (error) {
      if (error instanceof PostgresError) throw error;
      if (performance.now() > untilMs) {
        throw new PostgresError('start-failed', `Postgres in ${home.folder} does not start; its log ends with: ${logTail(home)}`, {
          cause: error,
        });
      }
      // After a SIGKILL the old server's children need a moment to notice and let go of its memory.
      await sleep(child && child.exitCode !== null ? 200 : 25);
    }
  }
}

async function connectAsAdmin(home: Home, { adminPassword }: ClusterSecrets): Promise<pg.Client> {
  const client = new pg.Client({
    host: socketFolder(home),
    port: socketPort,
    database: 'postgres',
    user: adminRole,
    password: adminPassword,
    connectionTimeoutMillis: 5_000,
    query_timeout: 20_000,
    application_name: 'chute-hub keeper',
  });
  client.on('error', () => undefined); // 'end' follows, and says the same
  await client.connect();
  return client;
}

const keeperLock = 0x6368757465; // "chute"

/** A hub that was killed may leave its connection for a moment; one that lives keeps it. */
async function holdLock(client: pg.Client, home: Home): Promise<void> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [keeperLock]);
    if (rows[0]!.held) return;
    await sleep(50);
  }
  await client.end();
  throw new PostgresError(
    'in-use',
    `another chute-hub runs on the database in ${home.folder}: stop it, or set CHUTE_DATA_DIR to another folder.`,
  );
}

async function ensureOwner(admin: pg.Client, { ownerPassword }: ClusterSecrets): Promise<void> {
  const { rows } = await admin.query<{ role: boolean; db: boolean }>(
    'select exists (select from pg_roles where rolname = $1) as role, exists (select from pg_database where datname = $2) as db',
    [ownerRole, database],
  );
  if (!rows[0]!.role)
    await admin.query(`create role ${ownerRole} login createrole createdb password ${admin.escapeLiteral(ownerPassword)}`);
  if (!rows[0]!.db) await admin.query(`create database ${database} owner ${ownerRole}`);
}

function logTail(home: Home): string {
  return readFileSync(join(home.folder, 'postgres.log'), 'utf8').trim().split('\n').slice(-3).join(' | ');
}
