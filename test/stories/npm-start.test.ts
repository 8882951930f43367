import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../lib/eventually.ts';
import { NpmStart } from '../lib/npm-start.ts';
import { descendantsOf, isAlive } from '../lib/process-tree.ts';
import { findChromium, openBrowser } from '../screens/browser.ts';

const chromium = findChromium();
let folder: string;
let npm: NpmStart | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chute-start-'));
  await chmod(folder, 0o711);
});
afterEach(async () => {
  npm?.kill();
  await rm(folder, { recursive: true, force: true });
});

test.skipIf(!chromium)(
  `npm start shows a race: a finisher is painted${chromium ? '' : ' (needs chromium)'}`,
  async () => {
    npm = new NpmStart({ dataFolder: folder });
    const boardUrl = await npm.boardUrl();
    const browser = await openBrowser(chromium!);
    try {
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
      await page.goto(boardUrl);
      await page.locator('.newest-name').first().waitFor({ timeout: 60_000 });
    } finally {
      await browser.close();
    }
    expect((await npm.figures()).first_runner_s).toBeGreaterThan(0);
  },
  180_000,
);

test.each([
  ['SIGINT to npm alone', (pid: number) => process.kill(pid, 'SIGINT')],
  ['SIGINT to the whole group, twice', (pid: number) => [process.kill(-pid, 'SIGINT'), process.kill(-pid, 'SIGINT')]],
])(
  '%s leaves no process behind',
  async (_how, signal) => {
    npm = new NpmStart({ dataFolder: folder });
    await npm.boardUrl();
    const pids = descendantsOf(npm.pid);
    expect(pids.length).toBeGreaterThan(4); // hub, Postgres, edge, simulator at least
    signal(npm.pid);
    await eventually('nothing is left', () => (pids.some(isAlive) ? undefined : true), { withinMs: 20_000 });
  },
  180_000,
);

test('a taken port is named, with what to set', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as { port: number };
  npm = new NpmStart({ dataFolder: folder, env: { CHUTE_EDGE_PORT: String(port) } });
  expect(await npm.exitCode).not.toBe(0);
  expect(npm.said).toContain(String(port));
  expect(npm.said).toContain('CHUTE_EDGE_PORT');
  server.close();
}, 120_000);
