import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareHome } from './home.ts';
import { chooseServerUser } from './server-user.ts';

let folder: string;
let binaries: { folder: string; version: string };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chute-home-'));
  binaries = { folder: join(folder, 'clone', 'native'), version: '18.4.0' };
  mkdirSync(join(binaries.folder, 'bin'), { recursive: true });
  writeFileSync(join(binaries.folder, 'bin', 'postgres'), 'server');
  writeFileSync(join(binaries.folder, 'libpq.so.5.18'), 'library');
  symlinkSync('libpq.so.5.18', join(binaries.folder, 'libpq.so'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (unreachable: string[]) =>
  prepareHome({
    dataDir: join(folder, 'data'),
    binaries,
    user: undefined,
    sharedDir: join(folder, 'shared'),
    canEnter: (path) => !unreachable.some((closed) => path.startsWith(join(folder, closed))),
  });

test('where everything can be reached, the database lies in the data folder and runs from the clone', () => {
  expect(open([])).toEqual({ folder: join(folder, 'data', 'postgres'), binaries: binaries.folder, moved: [] });
});

test('a clone that the server’s user cannot enter is copied where it can, and the start says so', () => {
  const home = open(['clone']);
  expect(home).toMatchObject({ folder: join(folder, 'data', 'postgres'), binaries: join(folder, 'shared', 'postgres-18.4.0') });
  expect(home.moved).toEqual([expect.stringContaining('Postgres runs from')]);
  expect(existsSync(join(home.binaries, 'bin', 'postgres'))).toBe(true);
  expect(readlinkSync(join(home.binaries, 'libpq.so'))).toBe('libpq.so.5.18');
  expect(open(['clone'])).toEqual(home);
});

test('a data folder that the user cannot enter has its database elsewhere, the same one at every start', () => {
  const home = open(['data']);
  expect(home.folder.startsWith(join(folder, 'shared'))).toBe(true);
  expect(home.moved).toEqual([expect.stringContaining('so the database is in')]);
  expect(open(['data'])).toEqual(home);
});

test('who deletes the data folder starts with a new database, wherever the old one lay', () => {
  const before = open(['data']).folder;
  rmSync(join(folder, 'data'), { recursive: true });
  expect(open(['data']).folder).not.toBe(before);
});

const passwd =
  (...users: string[]) =>
  () =>
    users.map((user) => `${user}::/:/bin/false`).join('\n');

test.runIf(process.getuid?.() === 0)('as root the server runs as postgres, else as nobody, never as root', () => {
  expect(chooseServerUser(passwd('root:x:0:0', 'nobody:x:65534:65534', 'postgres:x:101:104'))).toEqual({
    name: 'postgres',
    uid: 101,
    gid: 104,
  });
  expect(chooseServerUser(passwd('root:x:0:0', 'nobody:x:65534:65534'))).toMatchObject({ name: 'nobody', uid: 65534 });
  expect(() => chooseServerUser(passwd('root:x:0:0', 'postgres:x:0:0'))).toThrow(expect.objectContaining({ code: 'no-server-user' }));
});
