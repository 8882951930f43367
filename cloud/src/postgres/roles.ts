import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { PostgresError } from './postgres-error.ts';

/** Roles that the hub works as. Neither owns a table nor passes by row security; the worker sees nothing but ids and counters. */
export const appRole = 'chute_app';
export const workerRole = 'chute_worker';

export type RoleConnections = { app: pg.ClientConfig; worker: pg.ClientConfig };

/** Makes the two roles, or brings them up to date, and says how to connect as each. `owner` is connected as the database's owner. */
export async function ensureRoles(owner: pg.Client): Promise<RoleConnections> {
  try {
    await ensureRole(appRole, 'login');
    await ensureRole(workerRole, 'login');
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    const sentence = `the owner of the database (${owner.user}) may not make the roles ${appRole} and ${workerRole}: let a superuser run "alter role ${owner.user} createrole", and drop these two if someone else made them.`;
    throw new PostgresError('roles-refused', sentence, { cause: error });
  }
  return { app: connectAs(appRole), worker: connectAs(workerRole) };

  async function ensureRole(role: string, attributes: string): Promise<void> {
    const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [role]);
    const password = passwordOf(role);
    const secret = password === undefined ? 'null' : owner.escapeLiteral(password);
    await owner.query(`${rowCount ? 'alter' : 'create'} role ${role} ${attributes} password ${secret}`);
  }

  /** Derived from the owner's, so that replicas with the same DATABASE_URL agree without a file; none where the owner needs none. */
  function passwordOf(role: string): string | undefined {
    return owner.password ? createHmac('sha256', owner.password).update(`chute role ${role}`).digest('base64url') : undefined;
  }

  function connectAs(role: string): pg.ClientConfig {
    const { host, port, database, ssl } = owner;
    const password = passwordOf(role);
    return { host, port, database: database ?? '', ssl, user: role, ...(password === undefined ? {} : { password }) };
  }
}
