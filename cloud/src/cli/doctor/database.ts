import pg from 'pg';
import { isolationFaults } from '../../postgres/isolation-check.ts';
import { waitingMigrations } from '../../postgres/migrate.ts';
import { appRole, workerRole } from '../../postgres/roles.ts';
import { judgeVersion } from '../../postgres/server-version.ts';
import { type Finding, find } from './finding.ts';

/** A time-out of one side is decided by the other's clock beyond this. */
const clockOffMaxMs = 1_000;

/** What only the owner of the database can see. Reads, and changes nothing. */
export async function databaseFindings(owner: pg.ClientConfig, how: string): Promise<Finding[]> {
  const db = new pg.Client({ ...owner, connectionTimeoutMillis: 10_000, query_timeout: 20_000, application_name: 'chute-hub doctor' });
  db.on('error', () => undefined);
  const connected = await find('database', async () => {
    await db.connect();
    return versionOf(db, how);
  });
  if (!connected.ok) {
    await db.end().catch(() => undefined);
    return [{ ...connected, detail: `${connected.detail}. Start it, or look at DATABASE_URL` }];
  }
  try {
    const isNew = !(await hasSchema(db));
    const notYet = 'nothing is there yet: the first start, or "chute-hub migrate", makes it';
    return [
      connected,
      await find('migrations', () => (isNew ? notYet : migrationsOf(db))),
      await find('roles', () => (isNew ? notYet : rolesOf(db))),
      await find('row security', () => (isNew ? notYet : isolationOf(db))),
      await find("the database's clock", () => clockOf(db)),
    ];
  } finally {
    await db.end();
  }
}

async function versionOf(db: pg.Client, how: string): Promise<string> {
  const { rows } = await db.query<{ number: string; version: string; size: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as version,
       pg_size_pretty(pg_database_size(current_database())) as size`,
  );
  const { number, version, size } = rows[0]!;
  const warning = judgeVersion(Number(number));
  if (warning) throw new Error(warning);
  return `Postgres ${version} answers (${how}); the database takes ${size}`;
}

async function hasSchema(db: pg.Client): Promise<boolean> {
  const { rows } = await db.query<{ there: boolean }>(`select to_regclass('public.schema_migrations') is not null as there`);
  return rows[0]!.there;
}

async function migrationsOf(db: pg.Client): Promise<string> {
  const { all, waiting } = await waitingMigrations(db);
  if (waiting.length > 0)
    throw new Error(`${waiting.length} of ${all} have not run (the next is ${waiting[0]}): run "chute-hub migrate", or start the hub`);
  return `all ${all} have run`;
}

async function rolesOf(db: pg.Client): Promise<string> {
  const { rows } = await db.query<{ role: string; login: boolean; passes: boolean }>(
    'select rolname as role, rolcanlogin as login, rolsuper or rolbypassrls as passes from pg_roles where rolname = any($1)',
    [[appRole, workerRole]],
  );
  for (const wanted of [appRole, workerRole]) {
    const role = rows.find((row) => row.role === wanted);
    if (!role) throw new Error(`there is no role ${wanted}: run "chute-hub migrate"`);
    if (role.passes)
      throw new Error(`${wanted} passes by row security: let a superuser run "alter role ${wanted} nosuperuser nobypassrls"`);
    if (!role.login) throw new Error(`${wanted} may not connect: let a superuser run "alter role ${wanted} login"`);
  }
  return `${appRole} and ${workerRole} may connect, and pass by no row security`;
}

async function isolationOf(db: pg.Client): Promise<string> {
  const faults = await isolationFaults(db);
  if (faults.length > 0) throw new Error(`partners are not kept apart: ${faults.join('; ')}. Stop the hub, and find out who changed this`);
  const { rows } = await db.query<{ count: string }>(
    `select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relforcerowsecurity`,
  );
  return `forced on each of the ${rows[0]!.count} tables that hold something of a partner`;
}

async function clockOf(db: pg.Client): Promise<string> {
  const askedAtMs = Date.now();
  const { rows } = await db.query<{ ms: string }>('select extract(epoch from clock_timestamp()) * 1000 as ms');
  const hereMs = (askedAtMs + Date.now()) / 2;
  const offMs = Math.round(Number(rows[0]!.ms) - hereMs);
  if (Math.abs(offMs) > clockOffMaxMs)
    throw new Error(`it is ${Math.abs(offMs)} ms ${offMs > 0 ? 'ahead of' : 'behind'} this machine's: let the network set both (NTP)`);
  return `within ${Math.max(1, Math.abs(offMs))} ms of this machine's`;
}
