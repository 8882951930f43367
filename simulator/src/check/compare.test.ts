import type { ResultItem } from '@chute/protocol';
import { beforeAll, expect, test } from 'vitest';
import { wishFor } from '../plan/default-wish.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { FaultRates, RacePlan, TrueResult } from '../plan/race-plan.ts';
import { compare } from './compare.ts';
import { reportText } from './report.ts';

const gunAtMs = Date.parse('2026-05-17T07:00:00Z');
let plan: RacePlan;

beforeAll(() => {
  plan = planWith({ missPassing: 0.05 });
});

test('a list that equals the truth passes', () => {
  const comparison = compare({ ...plan, ledger: [] }, plan.truth.items.map(listed), { raceOpen: false });
  expect(comparison).toEqual({ participants: 60, equal: 60, explained: [], unexplained: [] });
  expect(reportText(comparison, '1')).toContain('PASS');
});

test('one millisecond is a difference, and nothing in the ledger explains it', () => {
  const list = plan.truth.items.map(listed);
  const changed = list.find((item) => item.place_overall === 10)!;
  changed.chip_time_ms! += 1;
  const comparison = compare(plan, list, { raceOpen: false });
  expect(comparison.unexplained.map((one) => [one.bib, one.field])).toContainEqual([changed.bib, 'chip_time_ms']);
  expect(reportText(comparison, '1')).toContain('FAIL (seed 1)');
});

test('what a missed passing may change is explained by its entry, and only that', () => {
  const missed = plan.ledger.find((entry) => entry.effects.some((effect) => effect.field === 'chip_time_ms'))!;
  const bib = missed.bib!;
  const list = plan.truth.items.map((item) => listed(item.bib === bib ? asHeard(item, missed) : item));
  const comparison = compare(plan, placed(list), { raceOpen: false });
  expect(comparison.unexplained).toEqual([]);
  expect(new Set(comparison.explained.map((one) => one.bib))).toEqual(new Set([bib]));
  expect(comparison.explained[0]!.because).toContain(missed.fault);

  const withoutLedger = compare({ ...plan, ledger: [] }, placed(list), { raceOpen: false });
  expect(withoutLedger.unexplained.length).toBe(comparison.explained.length);
});

test('a place that does not follow from the times is found', () => {
  const list = plan.truth.items.map(listed);
  list.find((item) => item.place_overall === 3)!.place_overall = 4;
  expect(compare(plan, list, { raceOpen: false }).unexplained).toMatchObject([{ field: 'place_overall', truth: 3, found: 4 }]);
});

test('a time that was rounded the wrong way is found', () => {
  const list = plan.truth.items.map(listed);
  const finisher = list.find((item) => item.chip_time_ms !== null && item.chip_time_ms % 1000 !== 0)!;
  finisher.official_chip_time = clock(Math.floor(finisher.chip_time_ms! / 1000) * 1000);
  expect(compare(plan, list, { raceOpen: false }).unexplained).toMatchObject([{ bib: finisher.bib, field: 'official_chip_time' }]);
});

test('somebody missing, somebody twice and somebody who does not run are each said', () => {
  const [first, second, ...rest] = plan.truth.items.map(listed);
  const stranger = { ...first!, participant_id: '0190d1e0-0000-7000-8000-000000000009', bib: '999' };
  const fields = compare(plan, [second!, second!, stranger, ...rest], { raceOpen: false }).unexplained.filter(
    (one) => one.field === 'participant',
  );
  expect(fields.map((one) => [one.bib, one.found])).toEqual([
    ['999', stranger.participant_id],
    [first!.bib, 'no result'],
    [second!.bib, '2 results'],
  ]);
});

test('before the race is closed a runner who is still out stands for DNF', () => {
  const list = plan.truth.items.map(listed);
  for (const item of list) {
    if (item.status === 'DNF') item.status = 'running';
    if (item.status === 'DNS') item.status = 'registered';
  }
  expect(compare(plan, list, { raceOpen: true }).unexplained).toEqual([]);
  expect(compare(plan, list, { raceOpen: false }).unexplained.length).toBeGreaterThan(0);
});

function planWith(faults: Partial<FaultRates>): RacePlan {
  return makePlan(wishFor({ gunAtMs, runners: 60, faults: { dropOut: 0.1, doNotStart: 0.1, ...faults } }));
}

function asHeard(item: TrueResult, entry: RacePlan['ledger'][number]): TrueResult {
  return { ...item, ...Object.fromEntries(entry.effects.map((effect) => [effect.field, effect.expected])) };
}

/** The list with places that follow from its times, as any scorer would give them. */
function placed(list: ResultItem[]): ResultItem[] {
  return list.map((item) => {
    const faster = (among: ResultItem[]) =>
      1 + among.filter((other) => other.status === 'finished' && other.chip_time_ms! < item.chip_time_ms!).length;
    const person = (id: string) => plan.setup.participants.find((one) => one.id === id)!;
    const division = (id: string) => plan.setup.divisions.find((one) => one.id === id)!;
    if (item.status !== 'finished') return { ...item, place_overall: null, place_sex: null, division_places: [] };
    const inDivision = (id: string) => (other: ResultItem) => {
      const { sex, raceAge } = person(other.participant_id);
      const { ageMin, ageMax, ...rest } = division(id);
      return sex === rest.sex && raceAge! >= (ageMin ?? 0) && raceAge! <= (ageMax ?? 999);
    };
    return {
      ...item,
      place_overall: faster(list),
      place_sex: faster(list.filter((other) => person(other.participant_id).sex === person(item.participant_id).sex)),
      division_places: item.division_places.map(({ division_id }) => ({
        division_id,
        place: faster(list.filter(inDivision(division_id))),
      })),
    };
  });
}

function listed(item: TrueResult): ResultItem {
  const official = (ms: number | null) => (ms === null ? null : clock(Math.ceil(ms / 1000) * 1000));
  return {
    participant_id: item.participant_id,
    race_id: item.race_id,
    wave_id: item.wave_id,
    bib: item.bib,
    status: item.status,
    gun_time_ms: item.gun_time_ms,
    chip_time_ms: item.chip_time_ms,
    official_gun_time: official(item.gun_time_ms),
    official_chip_time: official(item.chip_time_ms),
    start_source: item.start_source,
    started_at: instant(item.started_at_ms),
    finished_at: instant(item.finished_at_ms),
    penalty_ms: 0,
    place_overall: item.place_overall,
    place_sex: item.place_sex,
    division_places: item.division_places,
    splits: item.splits.map((split) => ({ ...split, passed_at: instant(split.passed_at_ms)!, gun_time_ms: 0, chip_time_ms: 0 })),
    laps: [],
  };
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

function clock(ms: number): string {
  const seconds = ms / 1000;
  return `${Math.floor(seconds / 3600)}:${String(Math.floor(seconds / 60) % 60).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}
