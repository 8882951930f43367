import { resultListBody } from '@chute/protocol';
import { score } from '@chute/timing';
import { expect, test } from 'vitest';
import { wishFor } from '../plan/default-wish.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { FaultRates, RacePlan } from '../plan/race-plan.ts';
import { planLog } from '../testing/plan-log.ts';
import { compare } from './compare.ts';

const gunAtMs = Date.parse('2026-05-17T07:00:00Z');
const twoBoxes = [
  { name: 'start', family: 'ctp01' as const, locations: ['START', '5K'] },
  { name: 'finish', family: 'ctp01' as const, locations: ['FINISH'] },
];

// Two arithmetics that know nothing of each other: the plan subtracts what it made up, the scorer works from reads alone.
test.each<[string, Partial<FaultRates>, number]>([
  ['nothing goes wrong', {}, 0],
  ['lines come twice and out of order, with strangers between', { repeat: 0.1, reorder: 0.3, stranger: 0.05 }, 0],
  ['every gun is recorded late and then corrected', { gunLateMs: 4_000 }, 0],
  ['runners are disqualified, drop out and do not start', { disqualified: 5, dropOut: 0.1, doNotStart: 0.1 }, 0],
  ['pairs wear each other’s chip', { swappedChips: 20 }, 0],
  ['chips die, and runners go on with those of others who dropped out', { replacedChips: 5, dropOut: 0.1 }, 0],
  ['reads and whole passings are missed', { missRead: 0.2, missPassing: 0.05 }, 30],
  ['the finish clock is 1.2 s slow', { clockOffsetMs: { finish: -1_200 } }, 200],
])('scorer and truth agree when %s, but for what the ledger says', (_what, faults, explainedAtLeast) => {
  const plan = makePlan(wishFor({ gunAtMs, zone: 'Europe/Berlin', boxes: twoBoxes, faults }));
  const comparison = checkedBy(plan);
  expect(comparison.unexplained).toEqual([]);
  expect(comparison.explained.length).toBeGreaterThanOrEqual(explainedAtLeast);
  if (explainedAtLeast === 0) expect(comparison.equal).toBe(300);
});

test('a large field at five points, with every fault at once and chips in the wrong hands, is equal to the truth but for the ledger', () => {
  const boxes = [
    { name: 'start', family: 'ctp01' as const, locations: ['START', '10K'] },
    { name: 'course', family: 'ctp01' as const, locations: ['5K', '15K'] },
    { name: 'finish', family: 'ctp01' as const, locations: ['FINISH'] },
  ];
  const faults: Partial<FaultRates> = {
    ...{ repeat: 0.02, reorder: 0.2, missRead: 0.05, missPassing: 0.01, gap: 0.01, stranger: 0.002, cuts: 3 },
    ...{ gunLateMs: 2_500, clockOffsetMs: { finish: -1_200, course: 340 } },
    ...{ disqualified: 20, swappedChips: 60, replacedChips: 40, dropOut: 0.03, doNotStart: 0.03 },
  };
  const runners = Number(process.env.CHUTE_PROOF_FIELD ?? 1_000);
  const course = { distanceM: 20_000, splitsAtM: [5_000, 10_000, 15_000], boxes, readsEach: 3 };
  const plan = makePlan(wishFor({ gunAtMs, ...course, runners, waves: 8, faults }));
  const kinds = new Set(plan.ledger.map(({ fault }) => fault));
  expect([...kinds].sort()).toEqual(everyFault);
  const comparison = checkedBy(plan);
  expect(comparison.unexplained).toEqual([]);
  expect(comparison.explained.length).toBeGreaterThan(0.9 * runners);
}, 300_000);

const everyFault = [
  ...['clock-offset', 'cut', 'gap', 'late-gun', 'missed-passing', 'missed-read'],
  ...['reordered', 'repeated', 'replaced-chip', 'stranger', 'swapped-chips'],
];

test.each(['gun', 'chip'] as const)('places by %s time agree', (rankBy) => {
  const plan = makePlan(wishFor({ gunAtMs, rankBy, waves: 4, runners: 400 }));
  expect(checkedBy(plan)).toMatchObject({ unexplained: [], explained: [], equal: 400 });
});

test('a scorer that loses one read is found out', () => {
  const plan = makePlan(wishFor({ gunAtMs, runners: 50, waves: 1 }));
  const [box] = plan.boxes;
  const finish = box!.lines.findIndex((line) => line.location === 'FINISH');
  const comparison = checkedBy({ ...plan, boxes: [{ ...box!, lines: box!.lines.filter((_, index) => index !== finish) }] });
  expect(comparison.unexplained.length).toBeGreaterThan(0);
});

function checkedBy(plan: RacePlan) {
  const entries = planLog(plan).map((sealed) => sealed.logged);
  const body = resultListBody(plan.setup.event.id, score(plan.setup, entries));
  return compare(plan, body.items, { raceOpen: false });
}
