import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clusterFolder } from './cluster.ts';
import type { Home } from './home.ts';
import { PostgresError } from './postgres-error.ts';
import { identity, plainSurroundings } from './run-as.ts';
import type { ServerUser } from './server-user.ts';

/** The server listens on a Unix socket alone: no port that could be taken, none that is open to others, and the same address after a restart. */
export const socketPort = 5432;
const socketPathMax = 100;
const logBytesMax = 10 * 1024 * 1024;

/** The folder of the server's socket. A path that is too long for a socket is replaced by a short one. */
export function socketFolder(home: Home): string {
  const folder = join(home.folder, 'run');
  return folder.length + '/.s.PGSQL.5432'.length <= socketPathMax
    ? folder
    : join(tmpdir(), `chute-${createHash('sha256').update(home.folder).digest('hex').slice(0, 16)}`);
}

/** Starts the server in a session of its own, so that a Ctrl-C meant for us does not end it under our feet. */
export function spawnPostmaster(home: Home, { user, durable }: { user: ServerUser | undefined; durable: boolean }): ChildProcess {
  const sockets = socketFolder(home);
  mkdirSync(sockets, { recursive: true, mode: 0o700 });
  if (user) chownSync(sockets, user.uid, user.gid);
  forgetForeignPidFile(home);
  const log = openLog(home);
  const settings = {
    listen_addresses: '',
    unix_socket_directories: sockets,
    port: String(socketPort),
    max_connections: '60',
    timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const program = join(home.binaries, 'bin', 'postgres');
  const child = spawn(program, ['-D', clusterFolder(home), ...args], {
    ...plainSurroundings,
    ...identity(user),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  return child;
}

/** The server that runs on this cluster now, whoever started it; undefined when there is none. */
export function runningPostmaster(home: Home): number | undefined {
  const pid = pidInFile(home);
  return pid !== undefined && isPostmaster(home, pid) ? pid : undefined;
}

/** A clean fast stop; a server that does not obey is stopped harder, and recovers at its next start. */
export async function stopPostmaster(home: Home, { graceMs = 3_000 } = {}): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const pid = runningPostmaster(home);
    if (pid === undefined) return;
    signalQuietly(pid, signal);
    if (await gone(home, pid, graceMs)) return;
  }
  throw new PostgresError('start-failed', `Postgres in ${home.folder} cannot be stopped.`);
}

async function gone(home: Home, pid: number, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    if (!isPostmaster(home, pid)) return true;
    await sleep(20);
  }
  return false;
}

function pidInFile(home: Home): number | undefined {
  try {
    const pid = Number(readFileSync(join(clusterFolder(home), 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Alive, and working in this cluster's folder: after a power cut the number may belong to anyone. Without /proc the number has to do. */
function isPostmaster(home: Home, pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  if (!existsSync('/proc/self')) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === clusterFolder(home);
  } catch {
    return false;
  }
}

/** Postgres itself removes the file of a dead process, but refuses to start when the number now belongs to another process of the same user. */
function forgetForeignPidFile(home: Home): void {
  if (pidInFile(home) !== undefined && runningPostmaster(home) === undefined)
    rmSync(join(clusterFolder(home), 'postmaster.pid'), { force: true });
}

function openLog(home: Home): number {
  const file = join(home.folder, 'postgres.log');
  const full = existsSync(file) && statSync(file).size > logBytesMax;
  return openSync(file, full ? 'w' : 'a', 0o600);
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
