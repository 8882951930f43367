import type { AppProcess } from '@chute/stage';
import type { Browser, Page } from 'playwright-core';
import { FinishBox } from '../lib/finish-box.ts';
import { ask, House } from '../lib/house.ts';
import { smallRace } from '../lib/small-race.ts';
import { findChromium, openBrowser, screens } from '../screens/browser.ts';
import { startFakeSource } from '../screens/fake-source.ts';
import { finisher, onCourse, shownEvent, startedAtMs } from '../screens/shown-race.ts';
import { type Figure, figureOf, fiveRuns, quantile } from './figure.ts';
import { atPace, pause } from './pace.ts';
import { type Frames, framesOf } from './paint/frames.ts';
import { notePainted, nowMs, paintedSoFar } from './paint/painted.ts';

const perSecond = 20;
const seconds = 10;
const manyFinishers = 50_000;

/** What the crowd sees: from the read at the edge to the frame after the change, work per frame, and what a wall keeps of a long day. Needs chromium. */
export async function paintBench(): Promise<Figure[]> {
  const chromium = findChromium();
  if (!chromium) throw new Error('this bench needs chromium: install it, or name one in CHUTE_CHROMIUM');
  const browser = await openBrowser(chromium);
  try {
    return [...(await painted(browser)), ...(await longDay(browser))];
  } finally {
    await browser.close();
  }
}

async function painted(browser: Browser): Promise<Figure[]> {
  const house = await House.open();
  try {
    const { edge, eventId } = await aRaceAtBoth(house);
    const box = house.closing(await FinishBox.dial(edge.addresses.chronotrack!));
    const figures: Figure[] = [];
    let bib = 0;
    const sources = { edge: edge.addresses.http!, hub: house.hubUrl };
    for (const [name, url] of Object.entries(sources)) {
      const page = await aWall(browser, `${url}/board/${eventId}`);
      const runs = await fiveRuns(async () => {
        const sentAtMs = new Map<string, number>();
        const frames = await framesOf(browser, page, async () => {
          await atPace(perSecond, seconds, () => {
            bib += 1;
            sentAtMs.set(String(bib), nowMs());
            box.say([{ chip: bib, atMs: Date.UTC(2026, 8, 20, 8, 20) + bib * 50 }]);
          });
          await allPainted(page, sentAtMs);
        });
        return { delays: await delaysOf(page, sentAtMs), frames };
      });
      figures.push(...paintFigures(name, runs));
      await page.context().close();
    }
    figures.push(...(await emptyFrames(browser)));
    return figures;
  } finally {
    await house.close();
  }
}

async function aRaceAtBoth(house: House): Promise<{ edge: AppProcess; eventId: string }> {
  const setup = smallRace(2 * 5 * perSecond * seconds);
  const eventId = setup.event.id;
  await house.startHub();
  await house.makePartner();
  const body = { setup, persons: [] };
  await ask(`${house.hubUrl}/api/v1/partners/${house.partnerId}/events/${eventId}/setup`, { token: house.key, method: 'PUT', body });
  const { code } = await house.enrolEdge('wall', eventId);
  const edge = await house.startEdge('wall');
  await ask(`${edge.addresses.http}/api/claim`, { body: { hub_url: house.hubUrl, code } });
  await ask(`${edge.addresses.http}/api/entries`, { body: { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-09-20T08:00:00Z' } });
  return { edge, eventId };
}

async function aWall(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: screens.wall })).newPage();
  await notePainted(page, '.plate .fit-text');
  await page.goto(url);
  await page.locator('.state-word', { hasText: 'Live' }).first().waitFor();
  return page;
}

async function allPainted(page: Page, sentAtMs: ReadonlyMap<string, number>): Promise<void> {
  const untilMs = nowMs() + 30_000;
  const missing = async () => {
    const at = await paintedSoFar(page);
    return [...sentAtMs.keys()].filter((bib) => !at.has(bib)).length;
  };
  while ((await missing()) > 0 && nowMs() < untilMs) await pause(50);
  if ((await missing()) > 0) throw new Error(`${await missing()} of ${sentAtMs.size} finishers were never painted`);
}

async function delaysOf(page: Page, sentAtMs: ReadonlyMap<string, number>): Promise<number[]> {
  const at = await paintedSoFar(page);
  return [...sentAtMs].map(([bib, sent]) => at.get(bib)! - sent).toSorted((a, b) => a - b);
}

function paintFigures(name: string, runs: { delays: number[]; frames: Frames }[]): Figure[] {
  const n = perSecond * seconds;
  const note = `${perSecond} finishers/s for ${seconds} s, from the write at the decoder to the frame after the change, via the ${name}`;
  return [
    ...[0.5, 0.99].map((share) =>
      figureOf(
        { bench: `paint.${name}.p${share * 100}`, unit: 'ms', n, note },
        runs.map(({ delays }) => quantile(delays, share)),
      ),
    ),
    figureOf(
      { bench: `paint.${name}.frame-work.p99`, unit: 'ms', n, note: 'main thread of the page, all tasks of a frame, from the trace' },
      runs.map(({ frames }) => quantile(frames.workMs, 0.99)),
    ),
    figureOf(
      { bench: `paint.${name}.dropped`, unit: '%', n, note: 'frames dropped of those due, from the trace' },
      runs.map(({ frames }) => droppedShare(frames)),
    ),
  ];
}

/** Beside it: a page on which one small box moves, as the least that this machine can draw. */
async function emptyFrames(browser: Browser): Promise<Figure[]> {
  const context = await browser.newContext({ viewport: screens.wall });
  const page = await context.newPage();
  await page.setContent(
    '<style>@keyframes go{to{transform:translateX(900px)}}div{width:9px;height:9px;background:#000;animation:go 1s infinite}</style><div></div>',
  );
  const shares = await fiveRuns(async () => droppedShare(await framesOf(browser, page, () => pause(seconds * 500))));
  await context.close();
  return [
    figureOf(
      { bench: 'paint.empty-animation.dropped', unit: '%', n: seconds * 30, note: 'one box that moves, in the same browser' },
      shares,
    ),
  ];
}

const droppedShare = ({ dropped, drawn }: Frames) => (100 * dropped) / Math.max(1, dropped + drawn);

/** A wall that is left running while everyone finishes: what its page keeps, after the garbage is gone, from the first thousand to the last. */
async function longDay(browser: Browser): Promise<Figure[]> {
  const rows = Array.from({ length: manyFinishers }, (_, at) => onCourse(at));
  const source = await startFakeSource({ event: shownEvent, rows, raceNowMs: startedAtMs + 2_000_000 });
  const page = await aWall(browser, source.boardUrl);
  const session = await page.context().newCDPSession(page);
  const keptMb = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize / 1_048_576;
  };
  const looks: number[] = [];
  for (let done = 0; done < manyFinishers; done += 20) {
    if (done % 10_000 === 0) looks.push(await keptMb());
    source.tell({ rows: rows.slice(done, done + 20).map((_, at) => finisher(done + at)) });
    await pause(5);
  }
  await page
    .locator('.counts', { hasText: String(manyFinishers) })
    .first()
    .waitFor();
  looks.push(await keptMb());
  await page.context().close();
  await source.stop();
  const words = looks.map((mb) => mb.toFixed(1)).join(', ');
  const growth = { value: Number((looks.at(-1)! - looks[0]!).toFixed(2)), unit: 'MB', n: manyFinishers };
  return [{ bench: 'paint.wall-memory-growth', ...growth, note: `heap of the page after gc, by 10,000 finishers: ${words} MB` }];
}
