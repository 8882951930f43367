import type { AppProcess } from '@chute/stage';
import type { Browser, Page } from 'playwright-core';
import { FinishBox } from '../lib/finish-box.ts';
import { ask, House } from '../lib/house.ts';
import { smallRace } from '../lib/small-race.ts';
import { findChromium, openBrowser, screens } from '../screens/browser.ts';
import { finisher, onCourse } from '../screens/shown-race.ts';
import { type Figure, figureOf, fiveRuns, quantile } from './figure.ts';
import { atPace, pause } from './pace.ts';
import { type Frames, framesOf } from './paint/frames.ts';
import { longDay } from './paint/long-day.ts';
import { notePainted, nowMs, paintedSoFar } from './paint/painted.ts';
import { openWall, shownOn } from './paint/walls.ts';

const perSecond = 20;
const seconds = 10;

/** What the crowd sees: from the read at the edge to the frame after the change, work per frame, and what a wall keeps of a long day. Needs chromium. */
export async function paintBench(): Promise<Figure[]> {
  const chromium = findChromium();
  if (!chromium) throw new Error('this bench needs chromium: install it, or name one in CHUTE_CHROMIUM');
  const browser = await openBrowser(chromium);
  try {
    return [
      ...(await readsToWall(browser)),
      ...(await displayFrames(browser)),
      ...(await longDay(browser, 'board')),
      ...(await longDay(browser, 'display')),
    ];
  } finally {
    await browser.close();
  }
}

async function readsToWall(browser: Browser): Promise<Figure[]> {
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
        let seen = { delays: [] as number[], unseen: 0 };
        const frames = await framesOf(browser, page, async () => {
          await atPace(perSecond, seconds, () => {
            bib += 1;
            sentAtMs.set(String(bib), nowMs());
            box.say([{ chip: bib, atMs: Date.UTC(2026, 8, 20, 8, 20) + bib * 50 }]);
          });
          seen = await painted(page, sentAtMs);
        });
        return { ...seen, frames };
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

/** Those who come in one frame are all told; more than the wall has lines are not all seen, which happens when this machine is held up for a second. */
async function painted(page: Page, sentAtMs: ReadonlyMap<string, number>): Promise<{ delays: number[]; unseen: number }> {
  const untilMs = nowMs() + 3_000;
  let at = await paintedSoFar(page);
  const isComplete = () => [...sentAtMs.keys()].every((bib) => at.has(bib));
  while (!isComplete() && nowMs() < untilMs) {
    await pause(50);
    at = await paintedSoFar(page);
  }
  const delays = [...sentAtMs].flatMap(([bib, sent]) => (at.has(bib) ? [at.get(bib)! - sent] : []));
  return { delays: delays.toSorted((a, b) => a - b), unseen: sentAtMs.size - delays.length };
}

function paintFigures(name: string, runs: { delays: number[]; unseen: number; frames: Frames }[]): Figure[] {
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
      {
        bench: `paint.${name}.unseen`,
        unit: 'finishers',
        n,
        note: 'of those of a run, who were passed over by more than the wall has lines',
      },
      runs.map(({ unseen }) => unseen),
    ),
    ...frameFigures(
      name,
      runs.map(({ frames }) => frames),
    ),
  ];
}

function frameFigures(name: string, runs: Frames[]): Figure[] {
  const n = perSecond * seconds;
  const figure = (what: string, unit: string, note: string, of: (frames: Frames) => number) =>
    figureOf({ bench: `paint.${name}.${what}`, unit, n, note }, runs.map(of));
  return [
    figure('frame-work.p99', 'ms', 'processor time of the main thread of the page, all tasks of a frame, from the trace', ({ workMs }) =>
      quantile(workMs, 0.99),
    ),
    figure('frame-taken.p99', 'ms', 'the same by the clock, with what it waited for a processor', ({ takenMs }) => quantile(takenMs, 0.99)),
    figure('dropped', '%', 'frames dropped of those due, from the trace', droppedShare),
  ];
}

/** A display with the latest finishers, and one of them called out by the desk every second. */
async function displayFrames(browser: Browser): Promise<Figure[]> {
  const rows = Array.from({ length: 2 * 5 * perSecond * seconds }, (_, at) => onCourse(at));
  const wall = await openWall(browser, 'display', rows);
  let done = 0;
  const runs = await fiveRuns(() =>
    framesOf(browser, wall.page, () =>
      atPace(perSecond, seconds, () => {
        const row = finisher(done);
        wall.source.tell({ rows: [row] });
        if (done % perSecond === 0) wall.source.display.show(shownOn(row, done + 2));
        done += 1;
      }),
    ),
  );
  await wall.close();
  return frameFigures('display', runs);
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
