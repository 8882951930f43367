import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { type AppProcess, runApp, startApp } from './app-process.ts';
import { AppStartError } from './app-start-error.ts';

const entry = fileURLToPath(new URL('testing/sample-app.ts', import.meta.url));
const started: AppProcess[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((app) => app.kill()));
});

async function start(mode: string, limits: { readyWithinMs?: number; stopWithinMs?: number } = {}): Promise<AppProcess> {
  const app = await startApp({ name: 'sample', entry, args: [mode], ...limits });
  started.push(app);
  return app;
}

test('a program is there once it has said where', async () => {
  expect((await start('serves')).addresses).toEqual({ http: 'http://127.0.0.1:1' });
});

test('a stop asked twice is one clean stop', async () => {
  const app = await start('serves');
  const [first, second] = await Promise.all([app.stop(), app.stop()]);
  expect(first).toEqual({ code: 0, signal: null });
  expect(second).toBe(first);
  expect(await app.line((line) => line.stopped === true)).toEqual({ stopped: true });
});

test('a program that does not stop is ended after its time', async () => {
  const app = await start('hangs', { stopWithinMs: 100 });
  expect(await app.stop()).toEqual({ code: null, signal: 'SIGKILL' });
});

test('why a program did not start is in the error, in its own words', async () => {
  await expect(start('refuses')).rejects.toThrow(/sample did not start: port 8000 is taken.*CHUTE_HUB_PORT/);
});

test('a program that is never ready is given up on, and nothing is left of it', async () => {
  const error = await start('never-ready', { readyWithinMs: 300, stopWithinMs: 100 }).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(AppStartError);
  expect(error).toMatchObject({ code: 'not-ready-in-time' });
});

test('waiting for a line ends when the program does', async () => {
  const app = await start('serves');
  const waiting = expect(app.line((line) => line.never === true)).rejects.toThrow('ended before');
  await app.kill();
  await waiting;
});

test('a command runs to its end, with its exit code, and without settings that nobody gave it', async () => {
  expect(await runApp({ name: 'sample', entry, args: ['runs-once'] })).toMatchObject({ code: 3, stdout: '{"clock":null}' });
});

test('when the parent is killed its child stops by itself', async () => {
  const parentEntry = fileURLToPath(new URL('testing/sample-parent.ts', import.meta.url));
  const parent = await startApp({ name: 'parent', entry: parentEntry });
  const { childPid } = await parent.line((line) => typeof line.childPid === 'number');
  expect(isRunning(childPid as number)).toBe(true);
  await parent.kill();
  await expect.poll(() => isRunning(childPid as number)).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
