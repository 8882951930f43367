import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { PostgresError } from './postgres-error.ts';

/** Who the server runs as. */
export type ServerUser = { name: string; uid: number; gid: number };

/** Postgres refuses to run as root: then it runs as the machine's `postgres` user, else as `nobody`. Undefined when we are an ordinary user: as ourselves. */
export function chooseServerUser(passwd: () => string = () => readFileSync('/etc/passwd', 'utf8')): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = passwd()
    .split('\n')
    .map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const [name, , uid, gid] = users.find(([user]) => user === wanted) ?? [];
    if (name && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new PostgresError(
    'no-server-user',
    'Postgres does not run as root, and this machine has neither a user postgres nor nobody: start as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether that user can enter the folder, asked of the system itself, so that modes, groups and access lists all count. */
export function userCanEnter(user: ServerUser | undefined, folder: string): boolean {
  if (!user) return true;
  return spawnSync('test', ['-x', folder], { uid: user.uid, gid: user.gid, cwd: '/', stdio: 'ignore' }).status === 0;
}
