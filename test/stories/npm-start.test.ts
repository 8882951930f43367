import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../lib/eventually.ts';
import { descendantsOf, isAlive } from '../lib/process-tree.ts';
import { findChromium, openBrowser } from '../screens/browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const chromium = findChromium();
let folder: string;
let npm: ChildProcess | undefined;
let said = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chute-start-'));
  await chmod(folder, 0o711);
});
afterEach(async () => {
  if (npm?.pid) for (const pid of descendantsOf(npm.pid).filter(isAlive)) process.kill(pid, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

test.skipIf(!chromium)(
  `npm start shows a race: a finisher is painted${chromium ? '' : ' (needs chromium)'}`,
  async () => {
    const boardUrl = await started();
    const browser = await openBrowser(chromium!);
    try {
      const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
      await page.goto(boardUrl);
      await page.locator('.newest-name').first().waitFor({ timeout: 60_000 });
    } finally {
      await browser.close();
    }
    await eventually('the figures', () => (said.includes('"first_runner_s"') ? true : undefined), { withinMs: 60_000 });
  },
  180_000,
);

test.each([
  ['SIGINT to npm alone', (pid: number) => process.kill(pid, 'SIGINT')],
  ['SIGINT to the whole group, twice', (pid: number) => [process.kill(-pid, 'SIGINT'), process.kill(-pid, 'SIGINT')]],
])(
  '%s leaves no process behind',
  async (_how, signal) => {
    await started();
    const pids = descendantsOf(npm!.pid!);
    expect(pids.length).toBeGreaterThan(4); // hub, Postgres, edge, simulator at least
    signal(npm!.pid!);
    await eventually('nothing is left', () => (pids.some(isAlive) ? undefined : true), { withinMs: 20_000 });
  },
  180_000,
);

test('a taken port is named, with what to set', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as { port: number };
  const ended = start({ CHUTE_EDGE_PORT: String(port) });
  expect(await ended).not.toBe(0);
  expect(said).toContain(String(port));
  expect(said).toContain('CHUTE_EDGE_PORT');
  server.close();
}, 120_000);

/** Starts `npm start` on free ports; resolves with its exit code. What it says is in `said`. */
function start(env: Record<string, string> = {}): Promise<number | null> {
  said = '';
  const ports = { CHUTE_HUB_PORT: '0', CHUTE_MQTT_PORT: '0', CHUTE_EDGE_PORT: '0', CHUTE_CHRONOTRACK_PORT: '0' };
  npm = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, ...ports, CHUTE_DATA_DIR: folder, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const hear = (bytes: Buffer) => {
    said += bytes.toString();
  };
  npm.stdout!.on('data', hear);
  npm.stderr!.on('data', hear);
  return new Promise((resolve) => npm!.once('exit', resolve));
}

/** The address of the board, once all is ready. */
async function started(): Promise<string> {
  void start();
  return eventually('the address of the board', () => /http:\/\/\S+\/board\/\S+/.exec(said)?.[0], { withinMs: 120_000 });
}
