import type { Browser, Page } from 'playwright-core';

type TraceEvent = { name: string; ph: string; pid: number; tid: number; ts: number; dur?: number; tdur?: number; args?: { name?: string } };

/**
 * `workMs`: what the main thread did for each frame, in its own processor time, ascending. `takenMs`: the same by the clock, with what it waited for a
 * processor. `dropped`: frames that were due and did not come.
 */
export type Frames = { workMs: number[]; takenMs: number[]; dropped: number; drawn: number };

const frameUs = 1e6 / 60;

/** Traces the page while `meanwhile` runs. A frame is asked for at every turn, so that one that is left out can be told. */
export async function framesOf(browser: Browser, page: Page, meanwhile: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate('globalThis.isTraced = true; (function again() { if (isTraced) requestAnimationFrame(again); })()');
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  await meanwhile();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  await page.evaluate('globalThis.isTraced = false');
  return readFrames(traceEvents);
}

/** The page is the renderer that drew the most; tasks belong to the frame that they come before. */
function readFrames(events: readonly TraceEvent[]): Frames {
  const begins = events.filter(({ name, ph }) => name === 'AnimationFrame' && ph === 'b');
  const pid = mostFrequent(begins.map((event) => event.pid));
  const main = events.find(({ name, pid: at, args }) => name === 'thread_name' && at === pid && args?.name === 'CrRendererMain');
  const tasks = events.filter(({ name, pid: at, tid, ph }) => name === 'RunTask' && at === pid && tid === main?.tid && ph === 'X');
  if (tasks.every(({ tdur }) => tdur === undefined)) throw new Error('this trace knows no processor time');
  const ascending = (a: number, b: number) => a - b;
  const startsUs = begins
    .filter((event) => event.pid === pid)
    .map(({ ts }) => ts)
    .sort(ascending);
  const gaps = startsUs.slice(1).map((ts, at) => ts - startsUs[at]!);
  const workUs = gaps.map(() => 0);
  const takenUs = gaps.map(() => 0);
  let frame = 0;
  for (const { ts, dur = 0, tdur = 0 } of tasks.toSorted((a, b) => a.ts - b.ts)) {
    while (frame + 1 < startsUs.length && ts >= startsUs[frame + 1]!) frame += 1;
    if (ts < startsUs[0]! || frame >= gaps.length) continue;
    workUs[frame]! += tdur;
    takenUs[frame]! += dur;
  }
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / frameUs) - 1), 0);
  const inMs = (us: number[]) => us.map((one) => one / 1_000).sort(ascending);
  return { workMs: inMs(workUs), takenMs: inMs(takenUs), dropped, drawn: startsUs.length };
}

function mostFrequent(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}
