import { spawn } from 'node:child_process';
import type { ServerUser } from './server-user.ts';

/** What a Postgres program needs of the environment, and nothing of ours. `/` as folder: that of the hub may be closed to the user. */
export const plainSurroundings = { cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' } };

/** Runs a short program as that user (undefined: ourselves) and gives its exit code and all that it said. */
export function runAs(user: ServerUser | undefined, program: string, args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...plainSurroundings, ...identity(user), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

export function identity(user: ServerUser | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}
