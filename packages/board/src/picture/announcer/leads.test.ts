import type { LiveRow } from '@chute/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aRow, gunAtMs } from '../../testing/live-messages.ts';
import { Leads } from './leads.ts';

/** By chip time: whoever started later crosses the line later, and may lead. */
const ranked = (bib: string, minutes: number, chipMinutes: number, change: Partial<LiveRow> = {}) =>
  aRow(bib, minutes, { rankKey: Math.round(chipMinutes * 60_000), ...change });

const told = (leads: Leads) =>
  leads
    .latest(null, 100)
    .map(({ participantId, lists }) => [participantId.slice(-2), lists.map(({ list, isFirst }) => `${isFirst ? 'first' : 'new'} ${list}`)]);

test('the first over the line is first of every list that they stand in, and whoever beats them takes those lists', () => {
  const leads = new Leads();
  leads.put(ranked('1', 40, 39, { sex: 'F', divisionIds: ['F40'] }));
  leads.put(ranked('2', 41, 38, { sex: 'M' }));
  leads.put(ranked('3', 42, 38.5, { sex: 'F', divisionIds: ['F40'] }));
  leads.put(ranked('4', 43, 42, { sex: 'F', divisionIds: ['F40'] }));
  expect(told(leads)).toEqual([
    ['03', ['new sex:F', 'new division:F40']],
    ['02', ['new overall', 'first sex:M']],
    ['01', ['first overall', 'first sex:F', 'first division:F40']],
  ]);
});

test('a leader who is disqualified never led, and one who is reinstated did', () => {
  const leads = new Leads();
  const one = ranked('1', 40, 39);
  leads.takeAll([one, ranked('2', 41, 41)]);
  expect(told(leads)).toEqual([['01', ['first overall', 'first sex:F']]]);
  leads.put({ ...one, status: 'DSQ', rankKey: null });
  expect(told(leads)).toEqual([['02', ['first overall', 'first sex:F']]]);
  leads.put(one);
  expect(told(leads)).toEqual([['01', ['first overall', 'first sex:F']]]);
});

test('however finishers are told, step by step and with corrections, the story is the one that the rows tell', () => {
  const finisher = fc.record({
    bib: fc.integer({ min: 1, max: 25 }),
    atMin: fc.integer({ min: 30, max: 60 }),
    chipMin: fc.integer({ min: 28, max: 60 }),
    sex: fc.constantFrom('F', 'M'),
    in: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(finisher, { maxLength: 60 }), (all) => {
      const stepByStep = new Leads();
      const now = new Map<string, LiveRow>();
      for (const { bib, atMin, chipMin, sex, in: isIn } of all) {
        const row = isIn ? ranked(String(bib), atMin, chipMin, { sex: sex as 'F' }) : aRow(String(bib), null);
        stepByStep.put(row);
        stepByStep.latest(null, 5);
        now.set(row.participantId, row);
      }
      const atOnce = new Leads();
      atOnce.takeAll(now.values());
      expect(stepByStep.latest(null, 100)).toEqual(atOnce.latest(null, 100));
      const times = atOnce.latest(null, 100).map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      expect(times.every((atMs) => atMs >= gunAtMs)).toBe(true);
    }),
    { seed: 3, numRuns: 150 },
  );
});
