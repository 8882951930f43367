import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from '../lib/eventually.ts';
import { NpmStart } from '../lib/npm-start.ts';
import { descendantsOf, isAlive } from '../lib/process-tree.ts';
import { findChromium, openBrowser, screens } from '../screens/browser.ts';
import { type Figure, figureOf, fiveRuns } from './figure.ts';

type Run = { readyS: number; firstInFeedS: number; firstPaintedS: number | null; stopMs: number };

/** `npm start` as a newcomer meets it: until all answers, until the first finisher is painted, and until nothing is left after Ctrl-C. */
export async function startBench(): Promise<Figure[]> {
  const chromium = findChromium();
  const browser = chromium ? await openBrowser(chromium) : undefined;
  const runs = await fiveRuns(async () => oneStart(await browser?.newPage({ viewport: screens.wall })));
  await browser?.close();
  const figure = (bench: string, unit: string, note: string, values: (number | null)[]) =>
    figureOf(
      { bench: `start.${bench}`, unit, n: 1, note },
      values.filter((value) => value !== null),
    );
  return [
    figure(
      'ready',
      's',
      'hub, edge and board page answer',
      runs.map(({ readyS }) => readyS),
    ),
    figure(
      'first-in-feed',
      's',
      "from ready to the first finisher in the hub's live feed",
      runs.map(({ firstInFeedS }) => firstInFeedS),
    ),
    ...(chromium
      ? [
          figure(
            'first-painted',
            's',
            'from ready to the frame after the first finisher is on the board',
            runs.map(({ firstPaintedS }) => firstPaintedS),
          ),
        ]
      : []),
    figure(
      'stop',
      'ms',
      'from SIGINT to npm alone until no process of it is left',
      runs.map(({ stopMs }) => stopMs),
    ),
  ];
}

async function oneStart(page: Page | undefined): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'chute-start-'));
  await chmod(folder, 0o711);
  const npm = new NpmStart({ dataFolder: folder });
  try {
    const boardUrl = await npm.boardUrl();
    const readyAtMs = performance.now();
    const firstPaintedS = page ? await firstPainted(page, boardUrl, readyAtMs) : null;
    const { ready_s, first_runner_s } = await npm.figures();
    const pids = descendantsOf(npm.pid);
    const stoppedAtMs = performance.now();
    process.kill(npm.pid, 'SIGINT');
    await eventually('nothing is left', () => (pids.some(isAlive) ? undefined : true));
    return { readyS: ready_s, firstInFeedS: first_runner_s, firstPaintedS, stopMs: performance.now() - stoppedAtMs };
  } finally {
    npm.kill();
    await page?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function firstPainted(page: Page, boardUrl: string, readyAtMs: number): Promise<number> {
  await page.goto(boardUrl);
  await page.locator('.newest-name').first().waitFor({ timeout: 60_000 });
  await page.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))');
  return (performance.now() - readyAtMs) / 1000;
}
