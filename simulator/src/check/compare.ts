import type { ResultItem } from '@chute/protocol';
import type { Setup } from '@chute/timing';
import type { EffectField, LedgerEntry, TrueResult, TrueTimes, Truth } from '../plan/race-plan.ts';
import { withPlaces } from '../plan/true-times.ts';
import { shownTimeMs } from './shown-time.ts';

export type Comparison = {
  participants: number;
  /** Those whose every field equals the truth. */
  equal: number;
  explained: Difference[];
  unexplained: Difference[];
};

/** `because`: the fault of the ledger that allows it. */
export type Difference = { bib: string; field: string; truth: unknown; found: unknown; because: string | null };

export type Known = { setup: Setup; truth: Truth; ledger: readonly LedgerEntry[] };

/**
 * Holds a list of results against the truth. A time or status may differ only by exactly what an entry of the ledger says;
 * places must follow from the times found; nobody may be missing or be there twice.
 *
 * `raceOpen`: before a race is closed nobody is DNF or DNS, so `running` and `registered` stand for them.
 */
export function compare(known: Known, found: readonly ResultItem[], { raceOpen }: { raceOpen: boolean }): Comparison {
  const comparison: Comparison = { participants: known.truth.items.length, equal: 0, explained: [], unexplained: [] };
  const effects = effectsByField(known.ledger);
  const foundById = Map.groupBy(found, (item) => item.participant_id);
  const differ = (bib: string, field: string, values: { truth: unknown; found: unknown }, because: string | null = null) => {
    (because ? comparison.explained : comparison.unexplained).push({ bib, field, ...values, because });
  };

  const trueIds = new Set(known.truth.items.map((item) => item.participant_id));
  for (const item of found) {
    if (!trueIds.has(item.participant_id)) differ(item.bib, 'participant', { truth: 'does not run', found: item.participant_id });
  }

  const expectedPlaces = placesFollowingFrom(known, foundById, raceOpen);
  for (const truth of known.truth.items) {
    const [item, ...more] = foundById.get(truth.participant_id) ?? [];
    if (!item || more.length > 0) {
      differ(truth.bib, 'participant', { truth: 'one result', found: item ? `${more.length + 1} results` : 'no result' });
      continue;
    }
    const before = comparison.explained.length + comparison.unexplained.length;
    if (item.bib !== truth.bib) differ(truth.bib, 'bib', { truth: truth.bib, found: item.bib });
    const times = foundTimes(known.setup, item, raceOpen);
    for (const field of comparedFields(truth, times)) {
      if (same(times[field], truth[field])) continue;
      const allowed = effects.get(`${truth.participant_id} ${field}`)?.find((one) => same(one.expected, times[field]));
      differ(truth.bib, field, { truth: truth[field], found: times[field] }, allowed?.because ?? null);
    }
    for (const [field, values] of placeDifferences(expectedPlaces.get(truth.participant_id)!, item)) differ(truth.bib, field, values);
    for (const [field, values] of roundingDifferences(known.setup, item)) differ(truth.bib, field, values);
    if (comparison.explained.length + comparison.unexplained.length === before) comparison.equal += 1;
  }
  return comparison;
}

const timeFields: EffectField[] = ['status', 'gun_time_ms', 'chip_time_ms', 'start_source', 'started_at_ms', 'finished_at_ms', 'splits'];

/** The instant of a start that the gun stands in for is the gun's, and said elsewhere. */
function comparedFields(truth: TrueTimes, found: TrueTimes): EffectField[] {
  const ownStart = truth.start_source === 'read' && found.start_source === 'read';
  return ownStart ? timeFields : timeFields.filter((field) => field !== 'started_at_ms');
}

function foundTimes(setup: Setup, item: ResultItem, raceOpen: boolean): TrueTimes {
  const kinds = new Map(setup.coursePoints.map((point) => [point.id, point]));
  const status = raceOpen ? ({ running: 'DNF', registered: 'DNS' } as Record<string, string>)[item.status] : undefined;
  return {
    status: (status ?? item.status) as TrueTimes['status'],
    gun_time_ms: item.gun_time_ms,
    chip_time_ms: item.chip_time_ms,
    start_source: item.start_source as TrueTimes['start_source'],
    started_at_ms: instantMs(item.started_at),
    finished_at_ms: instantMs(item.finished_at),
    splits: item.splits
      .filter((split) => kinds.get(split.course_point_id)?.kind === 'split')
      .toSorted((a, b) => kinds.get(a.course_point_id)!.order - kinds.get(b.course_point_id)!.order)
      .map((split) => ({ course_point_id: split.course_point_id, passed_at_ms: instantMs(split.passed_at)! })),
  };
}

type Effects = Map<string, { expected: unknown; because: string }[]>;

function effectsByField(ledger: readonly LedgerEntry[]): Effects {
  const effects: Effects = new Map();
  for (const entry of ledger) {
    for (const effect of entry.effects) {
      const key = `${effect.participant_id} ${effect.field}`;
      const because = `${entry.fault} at ${entry.location ?? entry.box}: ${entry.detail}`;
      effects.set(key, [...(effects.get(key) ?? []), { expected: effect.expected, because }]);
    }
  }
  return effects;
}

/** The places that our own arithmetic gives to the times that were found. */
function placesFollowingFrom(
  { setup, truth }: Known,
  foundById: ReadonlyMap<string, ResultItem[]>,
  raceOpen: boolean,
): Map<string, TrueResult> {
  const participants = new Map(setup.participants.map((participant) => [participant.id, participant]));
  const present = truth.items.filter((item) => foundById.has(item.participant_id) && participants.has(item.participant_id));
  const placed = withPlaces(
    setup,
    present.map((item) => ({ participant: participants.get(item.participant_id)! })),
    present.map((item) => foundTimes(setup, foundById.get(item.participant_id)![0]!, raceOpen)),
  );
  return new Map(placed.map((item) => [item.participant_id, item]));
}

type Differing = [field: string, values: { truth: unknown; found: unknown }][];

function placeDifferences(expected: TrueResult, item: ResultItem): Differing {
  const divisions = (places: ResultItem['division_places']) => places.map((one) => `${one.division_id} ${one.place}`).toSorted();
  const pairs: [string, unknown, unknown][] = [
    ['place_overall', expected.place_overall, item.place_overall],
    ['place_sex', expected.place_sex, item.place_sex],
    ['division_places', divisions(expected.division_places), divisions(item.division_places)],
  ];
  return pairs.filter(([, truth, found]) => !same(truth, found)).map(([field, truth, found]) => [field, { truth, found }]);
}

/** SR-10: up to the next step of the race, and `.000` stays. */
function roundingDifferences(setup: Setup, item: ResultItem): Differing {
  const stepMs = setup.races.find((race) => race.id === item.race_id)?.rules.roundUpToMs ?? 1;
  const official = (exactMs: number | null) => (exactMs === null ? null : Math.ceil(exactMs / stepMs) * stepMs);
  const pairs: [string, number | null, number | null][] = [
    ['official_gun_time', official(item.gun_time_ms), shownTimeMs(item.official_gun_time)],
    ['official_chip_time', official(item.chip_time_ms), shownTimeMs(item.official_chip_time)],
  ];
  return pairs.filter(([, truth, found]) => truth !== found).map(([field, truth, found]) => [field, { truth, found }]);
}

function instantMs(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
