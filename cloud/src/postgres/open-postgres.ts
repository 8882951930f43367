import type { Logger } from '@chute/service';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { prepareDatabase } from './prepare-database.ts';
import type { RoleConnections } from './roles.ts';

/** A database ready for the hub. `stop` ends it if it is our own. */
export type OpenPostgres = { roles: RoleConnections; stop(): Promise<void> };

/** The database that the settings name (its owner's connection string), or our own; version, schema and isolation checked. */
export async function openPostgres(settings: { databaseUrl: string | undefined; dataDir: string; log: Logger }): Promise<OpenPostgres> {
  const { databaseUrl, dataDir, log } = settings;
  if (databaseUrl) return { roles: await prepareDatabase({ connectionString: databaseUrl }, log), stop: async () => undefined };
  const embedded = await startEmbeddedPostgres({ dataDir, log });
  try {
    return { roles: await prepareDatabase(embedded.owner, log), stop: embedded.stop };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}
