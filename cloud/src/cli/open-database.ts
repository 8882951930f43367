import type { Logger } from '@chute/service';
import type pg from 'pg';
import { findBinaries } from '../postgres/binaries.ts';
import { ensureCluster } from '../postgres/cluster.ts';
import { startEmbeddedPostgres } from '../postgres/embedded-postgres.ts';
import { prepareHome } from '../postgres/home.ts';
import { openPostgres } from '../postgres/open-postgres.ts';
import { runningPostmaster, socketFolder, socketPort } from '../postgres/postmaster.ts';
import { prepareDatabase } from '../postgres/prepare-database.ts';
import type { RoleConnections } from '../postgres/roles.ts';
import { chooseServerUser } from '../postgres/server-user.ts';
import { type Database, openDatabase } from '../store/db.ts';

export type CommandDatabase = {
  db: Database;
  how: 'DATABASE_URL' | 'of the running hub' | 'started for this command';
  close: () => Promise<void>;
};

type Where = { databaseUrl: string | undefined; dataDir: string; log: Logger };

/** The hub's database for one command: the one that runs, whoever started it, else one that is started and ends with the command. */
export async function openForCommand(where: Where): Promise<CommandDatabase> {
  const running = where.databaseUrl ? undefined : await runningOwner(where.dataDir);
  if (running) return opened(await prepareDatabase(running, where.log), 'of the running hub', async () => undefined);
  const { roles, stop } = await openPostgres(where);
  return opened(roles, where.databaseUrl ? 'DATABASE_URL' : 'started for this command', stop);
}

export type CommandOwner = { owner: pg.ClientConfig; how: CommandDatabase['how']; close: () => Promise<void> };

/** The same database as its owner, as it stands: nothing is made or migrated in it. */
export async function openOwner({ databaseUrl, dataDir, log }: Where): Promise<CommandOwner> {
  const nothing = async () => undefined;
  if (databaseUrl) return { owner: { connectionString: databaseUrl }, how: 'DATABASE_URL', close: nothing };
  const running = await runningOwner(dataDir);
  if (running) return { owner: running, how: 'of the running hub', close: nothing };
  const { owner, stop } = await startEmbeddedPostgres({ dataDir, log });
  return { owner, how: 'started for this command', close: stop };
}

/** How to connect as owner to the embedded Postgres that a running hub has; undefined when none runs. Its secrets are in the data folder, for us alone. */
async function runningOwner(dataDir: string): Promise<pg.ClientConfig | undefined> {
  const user = chooseServerUser();
  const home = prepareHome({ dataDir, binaries: await findBinaries(), user, sharedDir: '/var/lib/chute' });
  if (runningPostmaster(home) === undefined) return undefined;
  const { ownerPassword } = await ensureCluster(home, { user, durable: true });
  return { host: socketFolder(home), port: socketPort, database: 'chute', user: 'chute_owner', password: ownerPassword };
}

function opened(roles: RoleConnections, how: CommandDatabase['how'], stop: () => Promise<void>): CommandDatabase {
  const db = openDatabase({ ...roles, appConnections: 2, workerConnections: 1 });
  return {
    db,
    how,
    close: async () => {
      await db.close();
      await stop();
    },
  };
}
