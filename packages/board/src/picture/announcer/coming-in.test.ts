import type { LiveEvent, LiveRow } from '@chute/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anEvent, aRow, gunAtMs, id, raceId } from '../../testing/live-messages.ts';
import { ComingIn } from './coming-in.ts';

const atFive = id(31);
const atNine = id(32);
const minuteMs = 60_000;

const point = (coursePointId: string, kind: 'split' | 'finish', order: number, distanceM: number | null) => ({
  coursePointId,
  raceId,
  name: kind,
  kind,
  order,
  distanceM,
});
const tenK = anEvent({
  coursePoints: [point(atFive, 'split', 1, 5_000), point(atNine, 'split', 2, 9_000), point(id(33), 'finish', 3, 10_000)],
});
const withoutDistances: LiveEvent = {
  ...tenK,
  coursePoints: tenK.coursePoints.map((one) => ({ ...one, distanceM: null })),
  races: [{ ...tenK.races[0]!, distanceM: null }],
};

const split = (coursePointId: string, minutes: number) => ({
  coursePointId,
  passedAtMs: gunAtMs + Math.round(minutes * minuteMs),
  chipTimeMs: Math.round(minutes * minuteMs),
});
const running = (bib: string, ...splits: LiveRow['splits']) => aRow(bib, null, { splits });
const finished = (bib: string, minutes: number, ...splits: LiveRow['splits']) => aRow(bib, minutes, { splits });

function comingIn(rows: LiveRow[], { event = tenK, atMinutes = 40, withinMs = 10 * minuteMs } = {}) {
  const book = new ComingIn();
  book.takeAll(rows);
  return book.list({ event, nowMs: gunAtMs + atMinutes * minuteMs, raceId: null, withinMs, atMost: 100 });
}

test('who ran nine kilometres in 36 minutes is expected at 40, and nobody says how sure that is before others have come that way', () => {
  expect(comingIn([running('7', split(atFive, 20), split(atNine, 36))], { atMinutes: 38 }).arrivals).toMatchObject([
    {
      row: { bib: '7' },
      coursePointId: atNine,
      arrivesAtMs: gunAtMs + 40 * minuteMs,
      expected: { gun: { timeMs: 40 * minuteMs }, chip: { timeMs: 40 * minuteMs } },
      spreadMs: null,
    },
  ]);
});

test('the hill before the line that made everyone slower makes the next one slower too', () => {
  const before = Array.from({ length: 20 }, (_, n) =>
    finished(String(100 + n), 36 + n / 10 + 6 + (n % 5) * 0.1, split(atNine, 36 + n / 10)),
  );
  const { arrivals } = comingIn([...before, running('7', split(atNine, 36))], { atMinutes: 40 });
  const [seven] = arrivals;
  expect((seven!.arrivesAtMs - gunAtMs) / minuteMs).toBeCloseTo(42.1, 0);
  expect(seven!.spreadMs).toBeGreaterThan(5_000);
  expect(seven!.spreadMs).toBeLessThan(60_000);
});

test('on a course without distances those who came this way say how long it takes', () => {
  const before = Array.from({ length: 9 }, (_, n) => finished(String(100 + n), 40, split(atNine, 36)));
  const seven = running('7', split(atNine, 45));
  expect(comingIn([seven], { event: withoutDistances, atMinutes: 48 }).arrivals).toEqual([]);
  expect(comingIn([...before, seven], { event: withoutDistances, atMinutes: 48 }).arrivals).toMatchObject([
    { arrivesAtMs: gunAtMs + 50 * minuteMs, spreadMs: 1_000 },
  ]);
});

test('whoever is expected and does not come stands a while as late, then is counted as missing', () => {
  const rows = [running('7', split(atNine, 36))];
  expect(comingIn(rows, { atMinutes: 42 })).toMatchObject({ arrivals: [{ row: { bib: '7' } }], missing: 0 });
  expect(comingIn(rows, { atMinutes: 43 })).toEqual({ arrivals: [], missing: 1 });
});

test('of a crowd that is late the last four stand, so that who comes next is seen', () => {
  const late = Array.from({ length: 9 }, (_, n) => running(String(10 + n), split(atNine, 36 - n / 100)));
  const { arrivals, missing } = comingIn([...late, running('7', split(atNine, 37.8))], { atMinutes: 41 });
  expect([arrivals.map(({ row }) => row.bib), missing]).toEqual([['13', '12', '11', '10', '7'], 5]);
});

test('a runner whom the last mat missed is expected by the one before it', () => {
  expect(comingIn([running('7', split(atFive, 20))], { atMinutes: 38 }).arrivals).toMatchObject([{ arrivesAtMs: gunAtMs + 40 * minuteMs }]);
});

test('in a race of laps a mat says nothing of the line', () => {
  expect(comingIn([running('7', split(atNine, 36)), aRow('8', null, { laps: 2 })]).arrivals).toEqual([]);
});

const someone = fc.record({
  bib: fc.integer({ min: 1, max: 40 }),
  fiveMin: fc.integer({ min: 15, max: 35 }),
  nine: fc.option(fc.double({ min: 1.6, max: 2, noNaN: true }), { nil: null }),
  finish: fc.option(fc.double({ min: 0.05, max: 0.3, noNaN: true }), { nil: null }),
  status: fc.constantFrom('running', 'DNF', 'DSQ'),
});

function rowOf({ bib, fiveMin, nine, finish, status }: typeof someone extends fc.Arbitrary<infer T> ? T : never): LiveRow {
  const splits = [split(atFive, fiveMin), ...(nine === null ? [] : [split(atNine, fiveMin * nine)])];
  const lastMin = splits.at(-1)!.chipTimeMs / minuteMs;
  if (finish !== null) return finished(String(bib), lastMin * (1 + finish), ...splits);
  return aRow(String(bib), null, { splits, status: status as LiveRow['status'] });
}

test('however the race is told, the list is that of the rows as they are: in order of arrival, each runner once, none who is in or out of the race', () => {
  fc.assert(
    fc.property(fc.array(someone, { maxLength: 80 }), fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 5 }), (told, removed) => {
      const stepByStep = new ComingIn();
      stepByStep.takeAll([]);
      const now = new Map<string, LiveRow>();
      for (const row of told.map(rowOf)) {
        stepByStep.put(row);
        now.set(row.participantId, row);
      }
      for (const bib of removed) {
        const { participantId } = aRow(String(bib), null);
        stepByStep.remove(participantId);
        now.delete(participantId);
      }
      const atOnce = new ComingIn();
      atOnce.takeAll(now.values());
      const ask = { event: tenK, nowMs: gunAtMs + 45 * minuteMs, raceId: null, withinMs: 60 * minuteMs, atMost: 100 };
      const list = stepByStep.list(ask);
      expect(list).toEqual(atOnce.list(ask));
      const arrivesAt = list.arrivals.map(({ arrivesAtMs }) => arrivesAtMs);
      expect(arrivesAt).toEqual(arrivesAt.toSorted((a, b) => a - b));
      expect(new Set(list.arrivals.map(({ row }) => row.participantId)).size).toBe(list.arrivals.length);
      for (const { row, passedAtMs, arrivesAtMs } of list.arrivals) {
        expect(now.get(row.participantId)).toBe(row);
        expect(row.status).toBe('running');
        expect(arrivesAtMs).toBeGreaterThan(passedAtMs);
      }
    }),
    { seed: 7, numRuns: 150 },
  );
});
