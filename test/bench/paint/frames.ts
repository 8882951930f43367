import type { Browser, Page } from 'playwright-core';

type TraceEvent = { name: string; ph: string; pid: number; tid: number; ts: number; dur?: number; args?: { name?: string } };

/** `workMs`: what the main thread did for each frame, ascending. `dropped`: frames that were due and did not come. */
export type Frames = { workMs: number[]; dropped: number; drawn: number };

/** Traces the page while `meanwhile` runs. */
export async function framesOf(browser: Browser, page: Page, meanwhile: () => Promise<unknown>): Promise<Frames> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline.frame'] });
  await meanwhile();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return readFrames(traceEvents);
}

/** The page is the renderer that drew the most; tasks belong to the frame that they come before. */
export function readFrames(events: readonly TraceEvent[]): Frames {
  const begins = events.filter(({ name }) => name === 'BeginMainThreadFrame');
  const pid = mostFrequent(begins.map((event) => event.pid));
  const main = events.find(({ name, pid: at, args }) => name === 'thread_name' && at === pid && args?.name === 'CrRendererMain');
  const tasks = events.filter(({ name, pid: at, tid, ph }) => /RunTask$/.test(name) && at === pid && tid === main?.tid && ph === 'X');
  const frameStarts = begins
    .filter((event) => event.pid === pid)
    .map(({ ts }) => ts)
    .toSorted((a, b) => a - b);
  const workUs = new Array<number>(Math.max(0, frameStarts.length - 1)).fill(0);
  let frame = 0;
  for (const { ts, dur = 0 } of tasks.toSorted((a, b) => a.ts - b.ts)) {
    while (frame + 1 < frameStarts.length && ts >= frameStarts[frame + 1]!) frame += 1;
    if (ts >= (frameStarts[0] ?? Number.POSITIVE_INFINITY) && frame < workUs.length) workUs[frame]! += dur;
  }
  const named = (wanted: string) => events.filter(({ name, pid: at }) => name === wanted && at === pid).length;
  return { workMs: workUs.map((us) => us / 1_000).toSorted((a, b) => a - b), dropped: named('DroppedFrame'), drawn: named('DrawFrame') };
}

function mostFrequent(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}
