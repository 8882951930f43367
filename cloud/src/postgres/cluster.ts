import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.ts';
import { PostgresError } from './postgres-error.ts';
import { runAs } from './run-as.ts';
import type { ServerUser } from './server-user.ts';

/** Passwords of the cluster: made at its birth, kept beside it, mode 0600. */
export type ClusterSecrets = { adminPassword: string; ownerPassword: string };

export const adminRole = 'chute_admin';

export const clusterFolder = (home: Home) => join(home.folder, 'cluster');

/** Makes the cluster unless it is there. A first start that was killed half-way starts over: the cluster gets its name last. */
export async function ensureCluster(
  home: Home,
  { user, durable }: { user: ServerUser | undefined; durable: boolean },
): Promise<ClusterSecrets> {
  const secretsFile = join(home.folder, 'secrets.json');
  if (existsSync(clusterFolder(home))) return JSON.parse(readFileSync(secretsFile, 'utf8')) as ClusterSecrets;

  const secrets: ClusterSecrets = {
    adminPassword: randomBytes(24).toString('base64url'),
    ownerPassword: randomBytes(24).toString('base64url'),
  };
  writeFileSync(secretsFile, JSON.stringify(secrets), { mode: 0o600 });
  const unfinished = `${clusterFolder(home)}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  await initdb(unfinished);
  renameSync(unfinished, clusterFolder(home));
  return secrets;

  async function initdb(folder: string): Promise<void> {
    const passwordFile = join(home.folder, 'initdb-password');
    writeFileSync(passwordFile, secrets.adminPassword, { mode: 0o600 });
    if (user) chownSync(passwordFile, user.uid, user.gid);
    // The builtin provider sorts the same on every machine and needs no locale from it.
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
    const access = [`--username=${adminRole}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    const { code, output } = await runAs(user, join(home.binaries, 'bin', 'initdb'), [
      `--pgdata=${folder}`,
      ...locale,
      ...access,
      ...(durable ? [] : ['--no-sync']),
    ]);
    rmSync(passwordFile, { force: true });
    if (code !== 0) throw new PostgresError('init-failed', `Postgres could not make its data folder ${folder}: ${output.trim()}`);
  }
}
