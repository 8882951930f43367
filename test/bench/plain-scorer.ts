import type { LoggedEntry, ResultList, Setup } from '@chute/timing';

export type PlainResult = { bib: string; gunTimeMs: number; chipTimeMs: number; place: number };

const dayMs = 86_400_000;

/**
 * The simplest scorer that is right for the race of the benches (one day in UTC, one wave, one chip each, ranked by chip): go through everything
 * that was ever heard, and sort everybody. What a scorer without memory does again for every read.
 */
export function scorePlainly(setup: Setup, entries: readonly LoggedEntry[]): PlainResult[] {
  const [race] = setup.races;
  const bibOfChip = new Map(setup.chips.map(({ chip, bib }) => [chip, bib]));
  const pointAt = new Map(setup.coursePoints.map((point) => [point.location, point.kind]));
  const midnightMs = Date.parse(setup.event.firstDay);
  const runners = new Map<string, { starts: number[]; finishes: number[] }>();
  let gunAtMs = 0;
  for (const { entry } of entries) {
    if (entry?.kind === 'gun') gunAtMs = midnightMs + timeOfDayMs(entry.timeText!);
    if (entry?.kind !== 'read') continue;
    const bib = bibOfChip.get(entry.ident);
    const kind = pointAt.get(entry.location);
    if (bib === undefined || kind === 'split') continue;
    const runner = runners.get(bib) ?? { starts: [], finishes: [] };
    runners.set(bib, runner);
    (kind === 'start' ? runner.starts : runner.finishes).push(midnightMs + timeOfDayMs(entry.timeText!));
  }
  const finished = [...runners].flatMap(([bib, { starts, finishes }]) => {
    const finishedAtMs = Math.min(...finishes.filter((atMs) => atMs >= gunAtMs));
    if (!Number.isFinite(finishedAtMs)) return [];
    const inWindow = starts.filter((atMs) => atMs >= gunAtMs && atMs <= gunAtMs + race!.rules.startWindowMs && atMs < finishedAtMs);
    const startedAtMs = inWindow.length > 0 ? Math.max(...inWindow) : gunAtMs;
    return [{ bib, gunTimeMs: finishedAtMs - gunAtMs, chipTimeMs: finishedAtMs - startedAtMs, place: 0 }];
  });
  finished.sort((a, b) => a.chipTimeMs - b.chipTimeMs || Number(a.bib) - Number(b.bib));
  for (const [index, one] of finished.entries()) {
    const ahead = finished[index - 1];
    one.place = ahead?.chipTimeMs === one.chipTimeMs ? ahead.place : index + 1;
  }
  return finished;
}

/** A yardstick that is wrong measures nothing. */
export function assertSame(plain: readonly PlainResult[], { results }: ResultList): void {
  const told = (one: { bib: string; gunTimeMs: number | null; chipTimeMs: number | null }, place: number | undefined) =>
    `${place} ${one.bib} ${one.gunTimeMs} ${one.chipTimeMs}`;
  const finishers = results.filter(({ status }) => status === 'finished');
  const differing = finishers.findIndex((one, index) => told(one, one.places?.overall) !== told(plain[index]!, plain[index]?.place));
  if (finishers.length !== plain.length || differing >= 0)
    throw new Error(`the plain scorer and the scorer differ from line ${differing + 1} on`);
}

/** `HH:MM:SS.fff` */
function timeOfDayMs(text: string): number {
  const [hours, minutes, seconds] = text.split(':');
  return (Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Math.round(Number(seconds) * 1000)) % dayMs;
}
