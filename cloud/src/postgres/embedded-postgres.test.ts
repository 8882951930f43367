import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { makeTestFolder, quietLog } from '../testing/test-cluster.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

let dataDir: string;
let running: EmbeddedPostgres[];

beforeEach(() => {
  dataDir = makeTestFolder();
  running = [];
});
afterEach(async () => {
  for (const postgres of running) await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir, log: quietLog, durable: false });
  running.push(postgres);
  return postgres;
}

async function ask<T>({ owner }: EmbeddedPostgres, sql: string): Promise<T> {
  const client = new pg.Client(owner);
  client.on('error', () => undefined); // the server may be killed under it
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0] as T;
  } finally {
    await client.end();
  }
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('a first start makes a database whose owner is no superuser, with secrets that only we may read', { timeout: 60_000 }, async () => {
  const postgres = await start();
  expect(await ask(postgres, 'select rolsuper from pg_roles where rolname = current_user')).toBe(false);
  const mode = (file: string) => (statSync(join(postgres.home.folder, file)).mode & 0o777).toString(8);
  expect(['secrets.json', 'cluster', 'run'].map(mode)).toEqual(['600', '700', '700']);
  expect(readdirSync(postgres.home.folder)).not.toContain('initdb-password');
  await expect(ask({ ...postgres, owner: { ...postgres.owner, password: 'guess' } }, 'select 1')).rejects.toThrow(/password/);
});

test('it listens on no port at all', { timeout: 60_000 }, async () => {
  expect(await ask(await start(), 'show listen_addresses')).toBe('');
});

test('what was stored is there after a stop and a start, and after a stop no process is left', { timeout: 60_000 }, async () => {
  const first = await start();
  await ask(first, 'create table kept as select 42 as answer');
  const pid = first.pid()!;
  await first.stop();
  expect(isAlive(pid)).toBe(false);
  expect(await ask(await start(), 'select answer from kept')).toBe(42);
});

test('when Postgres is killed it comes back by itself, with what was committed', { timeout: 60_000 }, async () => {
  const postgres = await start();
  await ask(postgres, 'create table kept as select 42 as answer');
  for (let round = 0; round < 3; round += 1) {
    const pid = postgres.pid()!;
    process.kill(pid, 'SIGKILL');
    await eventually(() => postgres.pid() ?? pid).not.toBe(pid);
    await eventually(() => ask(postgres, 'select answer from kept').catch(() => 'not yet')).toBe(42);
  }
});

test('a server that a killed hub left behind is adopted, and stopped with us', { timeout: 60_000 }, async () => {
  const program = fileURLToPath(new URL('../testing/start-postgres-and-wait.ts', import.meta.url));
  const hub = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(hub.stdout!, 'data')) as [Buffer];
  hub.kill('SIGKILL');
  await once(hub, 'exit');
  const pid = Number(line);
  expect(isAlive(pid)).toBe(true);

  const postgres = await start();
  expect(postgres.pid()).toBe(pid);
  expect(await ask(postgres, 'select 1')).toBe(1);
  await postgres.stop();
  await eventually(() => isAlive(pid)).toBe(false);
});

test('a second hub on the same folder is refused, and the first one goes on', { timeout: 60_000 }, async () => {
  const first = await start();
  await expect(start()).rejects.toMatchObject({ code: 'in-use', message: expect.stringContaining('CHUTE_DATA_DIR') });
  expect(await ask(first, 'select 1')).toBe(1);
});

test('a first start that was killed half-way starts over', { timeout: 60_000 }, async () => {
  mkdirSync(join(dataDir, 'postgres', 'cluster.new', 'base'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres', 'cluster.new', 'PG_VERSION'), '18');
  expect(await ask(await start(), 'select 1')).toBe(1);
});

test('a pid file whose number now belongs to another process does not keep it from starting', { timeout: 60_000 }, async () => {
  const first = await start();
  const file = join(first.home.folder, 'cluster', 'postmaster.pid');
  const text = readFileSync(file, 'utf8');
  await first.stop();
  writeFileSync(file, text.replace(/^\d+/, String(process.pid)));
  expect(await ask(await start(), 'select 1')).toBe(1);
});
