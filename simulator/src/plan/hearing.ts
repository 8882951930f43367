import type { Setup } from '@chute/timing';
import type { Crossing } from './crossings.ts';
import type { Runner } from './field.ts';
import type { Effect, EffectField, LedgerEntry, RaceWish, TrueTimes } from './race-plan.ts';
import { seededRandom } from './random.ts';
import { type Heard, trueTimes } from './true-times.ts';

/** What the decoders heard of the race, and each fault by which that is less than what happened. */
export type Hearing = { crossings: Crossing[]; ledger: LedgerEntry[]; expected: Map<string, TrueTimes> };

type Situation = {
  wish: RaceWish;
  setup: Setup;
  field: readonly Runner[];
  crossings: readonly Crossing[];
  guns: ReadonlyMap<string, number>;
  disqualified: ReadonlySet<string>;
};

export function boxAt(wish: Pick<RaceWish, 'boxes'>, location: string): string {
  return wish.boxes.find((box) => box.locations.includes(location))!.name;
}

/** The crossings of each runner, by participant id. */
export function byRunner(crossings: readonly Crossing[]): Map<string, Crossing[]> {
  return Map.groupBy(crossings, (crossing) => crossing.runner.participant.id);
}

/** Takes away what is missed and turns the clocks that are off. Each fault is made alone, so that its own effect is known. */
export function hear(situation: Situation): Hearing {
  const { wish, setup, field, guns, disqualified } = situation;
  const random = seededRandom(`${wish.seed}/hearing`);
  const ledger: LedgerEntry[] = [];
  const offsets: Record<string, number> = {};
  const heard = new Map<string, Crossing[]>(field.map((runner) => [runner.participant.id, []]));
  for (const crossing of situation.crossings) heard.get(crossing.runner.participant.id)!.push({ ...crossing });

  const offsetAt = (location: string) => offsets[boxAt(wish, location)] ?? 0;
  const timesOf = (runner: Runner): TrueTimes => {
    const input: Heard = {
      crossings: heard.get(runner.participant.id)!,
      gunAtMs: guns.get(runner.wave.id)! + offsetAt(setup.coursePoints.find((point) => point.kind === 'start')!.location),
      disqualified: disqualified.has(runner.participant.id),
      shownAtMs: (location, atMs) => atMs + offsetAt(location),
    };
    return trueTimes(setup, input);
  };
  const expected = new Map(field.map((runner) => [runner.participant.id, timesOf(runner)]));

  function effectsOn(runner: Runner): Effect[] {
    const before = expected.get(runner.participant.id)!;
    const after = timesOf(runner);
    expected.set(runner.participant.id, after);
    return differences(before, after).map((difference) => ({
      participant_id: runner.participant.id,
      bib: runner.participant.bib,
      ...difference,
    }));
  }

  for (const crossing of [...heard.values()].flat()) {
    const { runner, location, reads } = crossing;
    const who = { box: boxAt(wish, location), location, participant_id: runner.participant.id, bib: runner.participant.bib };
    if (random.chance(wish.faults.missPassing)) {
      crossing.reads = [];
      const detail = `all ${reads.length} reads of a ${crossing.meaning} passing were missed`;
      ledger.push({ fault: 'missed-passing', ...who, at_ms: reads[0]?.atMs ?? null, detail, effects: effectsOn(runner) });
      continue;
    }
    for (const read of reads) {
      if (crossing.reads.length < 2 || !random.chance(wish.faults.missRead)) continue;
      crossing.reads = crossing.reads.filter((one) => one !== read);
      const detail = `one of ${reads.length} reads of a ${crossing.meaning} passing was missed`;
      ledger.push({ fault: 'missed-read', ...who, at_ms: read.atMs, detail, effects: effectsOn(runner) });
    }
  }

  for (const [box, offsetMs] of Object.entries(wish.faults.clockOffsetMs)) {
    if (offsetMs === 0) continue;
    offsets[box] = offsetMs;
    const detail = `the clock of this box is ${Math.abs(offsetMs)} ms ${offsetMs > 0 ? 'fast' : 'slow'}`;
    const effects = field.flatMap(effectsOn);
    ledger.push({ fault: 'clock-offset', box, location: null, participant_id: null, bib: null, at_ms: null, detail, effects });
  }
  return { crossings: [...heard.values()].flat(), ledger, expected };
}

const fields: EffectField[] = ['status', 'gun_time_ms', 'chip_time_ms', 'start_source', 'started_at_ms', 'finished_at_ms', 'splits'];

export function differences(truth: TrueTimes, expected: TrueTimes): Pick<Effect, 'field' | 'truth' | 'expected'>[] {
  return fields
    .filter((field) => JSON.stringify(truth[field]) !== JSON.stringify(expected[field]))
    .map((field) => ({ field, truth: truth[field], expected: expected[field] }));
}
