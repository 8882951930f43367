import { expect, test } from 'vitest';
import { wishFor } from './default-wish.ts';
import { makePlan } from './make-plan.ts';
import { PlanError } from './plan-error.ts';

const gunAtMs = Date.parse('2026-05-17T07:00:00Z');
const twoBoxes = [
  { name: 'start', family: 'ctp01' as const, locations: ['START', '5K'] },
  { name: 'finish', family: 'ctp01' as const, locations: ['FINISH'] },
];

test('the same seed gives the same race, byte for byte, and another seed another one', () => {
  const wish = wishFor({ gunAtMs, faults: { missRead: 0.1, reorder: 0.2, repeat: 0.1, stranger: 0.01, cuts: 2 } });
  expect(JSON.stringify(makePlan(wish))).toBe(JSON.stringify(makePlan(wish)));
  expect(makePlan({ ...wish, seed: '2' }).truth.items).not.toEqual(makePlan(wish).truth.items);
});

test('turning a fault knob leaves the race and its truth as they were', () => {
  const clean = makePlan(wishFor({ gunAtMs }));
  const faulty = makePlan(wishFor({ gunAtMs, faults: { missPassing: 0.1, repeat: 0.3, stranger: 0.1 } }));
  expect(faulty.truth).toEqual(clean.truth);
  expect(faulty.setup).toEqual(clean.setup);
});

test('one field can run in two events: another event id gives other participants of the same bibs and times', () => {
  const [first, second] = ['0190d1e0-0000-7000-8000-000000000001', '0190d1e0-0000-7000-8000-000000000002'].map((eventId) =>
    makePlan(wishFor({ gunAtMs, eventId })),
  );
  expect(first!.setup.event.id).not.toBe(second!.setup.event.id);
  const ids = new Set(first!.setup.participants.map((one) => one.id));
  expect(second!.setup.participants.some((one) => ids.has(one.id))).toBe(false);
  expect(second!.truth.items.map((one) => [one.bib, one.chip_time_ms])).toEqual(
    first!.truth.items.map((one) => [one.bib, one.chip_time_ms]),
  );
});

test('every time of the truth is one that a decoder can show', () => {
  for (const { chip_time_ms, gun_time_ms, finished_at_ms } of makePlan(wishFor({ gunAtMs })).truth.items) {
    for (const ms of [chip_time_ms, gun_time_ms, finished_at_ms]) expect((ms ?? 0) % 10).toBe(0);
  }
});

test('everybody has a chip and a person record of their own, and no chip could be a bib', () => {
  const { setup, persons } = makePlan(wishFor({ gunAtMs, runners: 1000 }));
  expect(new Set(setup.chips.map((one) => one.chip)).size).toBe(1000);
  expect(new Set(persons.map((one) => one.participant_id))).toEqual(new Set(setup.participants.map((one) => one.id)));
  const bibs = new Set(setup.participants.map((one) => one.bib));
  expect(setup.chips.some(({ chip }) => bibs.has(chip))).toBe(false);
});

test('places skip after a tie and count only finishers', () => {
  const { truth } = makePlan(wishFor({ gunAtMs, runners: 500, faults: { disqualified: 3, dropOut: 0.05 } }));
  const finishers = truth.items.filter((one) => one.status === 'finished');
  for (const one of finishers) {
    expect(one.place_overall).toBe(1 + finishers.filter((other) => other.chip_time_ms! < one.chip_time_ms!).length);
  }
  expect(truth.items.filter((one) => one.status === 'DSQ')).toHaveLength(3);
  expect(truth.items.filter((one) => one.status !== 'finished' && one.place_overall !== null)).toEqual([]);
});

test('a missed finish is in the ledger with what it makes of the result', () => {
  const { ledger, truth } = makePlan(wishFor({ gunAtMs, faults: { missPassing: 0.05 } }));
  const finishMissed = ledger.find((one) => one.fault === 'missed-passing' && one.location === 'FINISH' && one.detail.includes('finish'))!;
  const itemBefore = truth.items.find((one) => one.bib === finishMissed.bib)!;
  expect(itemBefore.status).toBe('finished');
  expect(finishMissed.effects.find((one) => one.field === 'finished_at_ms')).toMatchObject({ truth: itemBefore.finished_at_ms });
});

test('the effects of several faults on one runner follow from each other', () => {
  const { ledger } = makePlan(wishFor({ gunAtMs, faults: { missPassing: 0.2, missRead: 0.3 } }));
  const last = new Map<string, unknown>();
  for (const { participant_id, field, truth, expected } of ledger.flatMap((one) => one.effects)) {
    const key = `${participant_id} ${field}`;
    if (last.has(key)) expect(truth).toEqual(last.get(key));
    last.set(key, expected);
  }
  expect(last.size).toBeGreaterThan(50);
});

test('repeating, reordering and holding back lines is in the ledger and changes no result', () => {
  const { ledger, boxes } = makePlan(
    wishFor({ gunAtMs, boxes: twoBoxes, faults: { repeat: 0.1, reorder: 0.3, gap: 0.02, stranger: 0.02, cuts: 1 } }),
  );
  const lines = boxes.flatMap((box) => box.lines);
  expect(ledger.filter((one) => one.fault === 'gap')).toHaveLength(lines.filter((line) => line.heldBack).length);
  expect(ledger.filter((one) => one.fault === 'reordered').length).toBeGreaterThan(100);
  expect(ledger.flatMap((one) => one.effects)).toEqual([]);
  expect(boxes.map((box) => box.cutsAtMs.length)).toEqual([1, 1]);
});

test('a reordered stream goes back in time, and its numbers have no gap', () => {
  const [box] = makePlan(wishFor({ gunAtMs, faults: { reorder: 0.3 } })).boxes;
  const backwards = box!.lines.filter((line, index) => index > 0 && line.atMs < box!.lines[index - 1]!.atMs);
  expect(backwards.length).toBeGreaterThan(100);
  expect(box!.lines.map((line) => line.seq)).toEqual(box!.lines.map((_, index) => index + 1));
});

test('a slow finish clock shifts every finish by the same amount, and the ledger says so for each', () => {
  const wish = wishFor({ gunAtMs, boxes: twoBoxes, faults: { clockOffsetMs: { finish: -1_200 } } });
  const { ledger, truth, boxes } = makePlan(wish);
  const [entry] = ledger.filter((one) => one.fault === 'clock-offset');
  const finishers = truth.items.filter((one) => one.status === 'finished');
  const shifts = entry!.effects.filter((one) => one.field === 'gun_time_ms').map((one) => Number(one.expected) - Number(one.truth));
  expect(shifts).toEqual(finishers.map(() => -1_200));
  expect(boxes[0]!.lines[0]!.atMs).toBe(makePlan(wishFor({ gunAtMs, boxes: twoBoxes })).boxes[0]!.lines[0]!.atMs);
});

test('a late gun is mended by a correction that names the true instant', () => {
  const { corrections, truth, boxes } = makePlan(wishFor({ gunAtMs, waves: 1, faults: { gunLateMs: 3_000 } }));
  const recorded = boxes[0]!.lines.find((line) => line.kind === 'gun')!;
  expect(recorded.atMs - truth.guns[0]!.at_ms).toBe(3_000);
  expect(corrections[0]).toMatchObject({ kind: 'gun', at: new Date(truth.guns[0]!.at_ms).toISOString() });
});

test.each([
  ['more waves than runners', { runners: 2, waves: 3 }],
  ['a split beyond the finish', { splitsAtM: [12_000] }],
  ['a mat that no box hears', { boxes: [{ name: 'finish', family: 'ctp01' as const, locations: ['FINISH'] }] }],
  ['an IPICO box at two places', { splitsAtM: [], boxes: [{ name: 'a', family: 'ipico' as const, locations: ['START', 'FINISH'] }] }],
])('a race with %s is refused with what to do', (_what, part) => {
  expect(() => makePlan(wishFor({ gunAtMs, ...part }))).toThrow(PlanError);
});
