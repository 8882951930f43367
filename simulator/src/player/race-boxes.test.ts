import { createCtp01ServerSession, createIpicoSession, ctp01Dialects, type DriverRecord } from '@chute/protocol';
import { expect, test } from 'vitest';
import { wishFor } from '../plan/default-wish.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { FaultRates, PlannedBox, RacePlan } from '../plan/race-plan.ts';
import { runVirtually } from '../testing/virtual-link.ts';
import { atOnce, paceOf } from './pace.ts';
import { playedBox } from './race-boxes.ts';

const gunAtMs = Date.parse('2026-05-17T07:00:00Z');
const hour = 3_600_000;
const [finishBox] = [{ name: 'finish', family: 'ipico' as const, locations: ['FINISH'] }];

test('an edge hears every line once at its time, at twenty times the speed', () => {
  const plan = planWith({});
  const box = plan.boxes[0]!;
  const pace = paceOf({ originMs: gunAtMs - 60_000, anchorMs: 0, rate: 20 });
  const heard = runVirtually(playedBox(plan, box, pace), () => createCtp01ServerSession(), { fromMs: 0, toMs: hour });
  expect(told(heard.records)).toEqual(said(box));
  // The last finisher is over two hours of race time, so some minutes of ours.
  expect(heard.finishedAtMs! * 20).toBeGreaterThan(box.lines.at(-1)!.atMs - gunAtMs);
  expect(heard.finishedAtMs! * 20).toBeLessThan(box.lines.at(-1)!.atMs - gunAtMs + 300_000);
});

test('who joins at minute 28 gets all earlier lines at once, and the rest as it happens', () => {
  const plan = planWith({});
  const box = plan.boxes[0]!;
  const joinedAtMs = gunAtMs + 28 * 60_000;
  const pace = paceOf({ originMs: joinedAtMs, anchorMs: 0, rate: 1 });
  const heard = runVirtually(playedBox(plan, box, pace), () => createCtp01ServerSession(), { fromMs: 0, toMs: 10_000 });
  const earlier = box.lines.filter((line) => line.sendAtMs <= joinedAtMs).length;
  const later = box.lines.filter((line) => line.sendAtMs <= joinedAtMs + 10_000).length;
  expect(heard.records.length).toBeGreaterThanOrEqual(earlier);
  expect(heard.records.length).toBe(later);
});

test('with cuts, held-back lines, repeats and disorder the edge still ends with every read', () => {
  const plan = planWith({ cuts: 4, gap: 0.05, repeat: 0.1, reorder: 0.3 });
  const box = plan.boxes[0]!;
  const pace = paceOf({ originMs: gunAtMs - 60_000, anchorMs: 0, rate: 5 });
  const resumed = (records: readonly DriverRecord[]) => createCtp01ServerSession({ resumeAfter: lastNumbers(records) });
  const heard = runVirtually(playedBox(plan, box, pace), resumed, { fromMs: 0, toMs: 10 * hour });
  expect(heard.connections).toBe(5);
  expect(new Set(told(heard.records))).toEqual(new Set(said(box)));
  const halves = heard.records.filter((record) => record.kind === 'refused');
  expect(halves.map((record) => record.reason)).toEqual(['half-line', 'half-line', 'half-line', 'half-line']);
});

const dialects = ctp01Dialects.filter((dialect) => dialect !== 'CT01_33');
test.each(dialects)('a race told in %s, with cuts and held-back lines, is the same race', (dialect) => {
  const plan = planWith({ cuts: 2, gap: 0.05, reorder: 0.3 });
  const box = plan.boxes[0]!;
  const pace = paceOf({ originMs: gunAtMs - 60_000, anchorMs: 0, rate: 10 });
  const resumed = (records: readonly DriverRecord[]) => createCtp01ServerSession({ resumeAfter: lastNumbers(records) });
  const heard = runVirtually(playedBox(plan, box, pace, dialect), resumed, { fromMs: 0, toMs: 10 * hour });
  expect(new Set(told(heard.records))).toEqual(new Set(dialect === 'TO' ? said(box, 0) : said(box)));
});

test('with rate max the whole race is the answer to start', () => {
  const plan = planWith({ reorder: 0.2 });
  const box = plan.boxes[0]!;
  const heard = runVirtually(playedBox(plan, box, atOnce), () => createCtp01ServerSession(), { fromMs: 0, toMs: 60_000 });
  expect(told(heard.records)).toEqual(said(box));
  expect(heard.finishedAtMs).toBeLessThan(10_000);
});

test('an IPICO reader at the finish is heard to the hundredth, and again after a cut', () => {
  const boxes = [{ name: 'course', family: 'ctp01' as const, locations: ['START', '5K'] }, finishBox!];
  const plan = planWith({ cuts: 3 }, boxes);
  const box = plan.boxes[1]!;
  const pace = paceOf({ originMs: gunAtMs, anchorMs: 0, rate: 50 });
  const heard = runVirtually(playedBox(plan, box, pace), () => createIpicoSession({ location: 'FINISH' }), { fromMs: 0, toMs: hour });
  expect(told(heard.records.filter((record) => record.kind === 'read'))).toEqual(said(box));
  expect(heard.connections).toBe(4);
});

function planWith(faults: Partial<FaultRates>, boxes?: RacePlan['wish']['boxes']): RacePlan {
  return makePlan(wishFor({ gunAtMs, zone: 'Europe/Berlin', runners: 60, faults, ...(boxes && { boxes }) }));
}

function told(records: readonly DriverRecord[]): string[] {
  return records.flatMap((record) => {
    if (record.kind === 'read') return [`${record.location} ${record.ident.toUpperCase()} ${record.timeText.slice(0, 22)}`];
    return record.kind === 'gun' ? [`${record.location} GUNTIME ${record.timeText.slice(0, 22)}`] : [];
  });
}

/** As the decoder's wall clock shows it; the one in Berlin is two hours ahead of UTC. */
function said(box: PlannedBox, offsetMs = 2 * hour): string[] {
  return box.lines.map(
    (line) => `${line.location} ${line.chip.toUpperCase()} ${new Date(line.atMs + offsetMs).toISOString().slice(0, 22)}`,
  );
}

function lastNumbers(records: readonly DriverRecord[]): { location: string; lastSeq: number }[] {
  const last = new Map<string, number>();
  for (const record of records) {
    if (record.kind !== 'read' && record.kind !== 'gun') continue;
    last.set(record.location!, Math.max(last.get(record.location!) ?? 0, record.sourceSeq!));
  }
  return [...last].map(([location, lastSeq]) => ({ location, lastSeq }));
}
