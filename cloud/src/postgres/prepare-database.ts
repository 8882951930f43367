import type { Logger } from '@chute/service';
import pg from 'pg';
import { mintStoreIdOnce } from '../store/hub-store.ts';
import { checkIsolation } from './isolation-check.ts';
import { migrate } from './migrate.ts';
import { ensureRoles, type RoleConnections } from './roles.ts';
import { checkServerVersion } from './server-version.ts';

/** Readies a database for the hub: version, roles, schema, its own id; and refuses one whose tenants are not kept apart. Twice is as once. */
export async function prepareDatabase(owner: pg.ClientConfig, log: Logger): Promise<RoleConnections> {
  const client = new pg.Client({ ...owner, connectionTimeoutMillis: 10_000, application_name: 'chute-hub migrate' });
  client.on('error', (error) => log.warn({ err: error }, 'lost the database while preparing it'));
  await client.connect();
  try {
    const warning = await checkServerVersion(client);
    if (warning) log.warn(warning);
    // Replicas that start at once take turns. Were this lock to fail them, the primary keys would still let one through only.
    await client.query("select pg_advisory_lock(hashtext('chute start'))");
    const roles = await ensureRoles(client);
    const ran = await migrate(client);
    if (ran.length > 0) log.info({ migrations: ran }, 'database schema brought up to date');
    await mintStoreIdOnce(client);
    await checkIsolation(client);
    return roles;
  } finally {
    await client.end();
  }
}
