import type { Correction } from '@chute/protocol';
import { uuidv7 } from '@chute/service';
import { type Setup, setupHash } from '@chute/timing';
import { makeBoxes } from './box-lines.ts';
import { mixUpChips } from './chip-mix-ups.ts';
import { courseLocations, emptySetup, startLocation } from './course.ts';
import { type Crossing, makeCrossings, resolutionMs, trueGuns } from './crossings.ts';
import { chipAssignments, makeField, type Runner } from './field.ts';
import { boxAt, byRunner, hear } from './hearing.ts';
import { PlanError } from './plan-error.ts';
import type { RacePlan, RaceWish, Truth } from './race-plan.ts';
import { seededRandom } from './random.ts';
import { trueTimes, withPlaces } from './true-times.ts';

/**
 * A whole race from one seed: who runs, when everybody crosses each mat, what the decoders hear of it and say, and the true result.
 * Pure: the same wish gives the same plan, byte for byte.
 * Errors: `PlanError` for a wish that cannot be met.
 */
export function makePlan(wish: RaceWish): RacePlan {
  checkWish(wish);
  const idRandom = seededRandom(`${wish.seed}/ids/${wish.eventId ?? ''}`);
  const mintId = () => uuidv7(wish.gunAtMs, idRandom.bytes(10));

  const empty = emptySetup(wish, mintId);
  const field = makeField(wish, empty, mintId);
  const setup: Setup = { ...empty, participants: field.map((runner) => runner.participant), chips: chipAssignments(field) };

  const guns = trueGuns(
    wish,
    setup.waves.map((wave) => wave.id),
  );
  const crossings = makeCrossings(wish, field, guns);
  const disqualified = pickDisqualified(wish, field);

  const hearing = hear({ wish, setup, field, crossings, guns, disqualified });
  const chips = mixUpChips(wish, field, byRunner(crossings));
  const { boxes, ledger } = makeBoxes(wish, setup, hearing.crossings, guns, chips.chipOn);
  return {
    wish,
    setup,
    persons: field.map((runner) => runner.person),
    truth: truthOf(wish, { setup, field, crossings, guns, disqualified }),
    ledger: [...hearing.ledger, ...chips.ledger, ...ledger],
    corrections: [...chips.corrections, ...corrections(wish, setup, guns, disqualified)],
    boxes,
  };
}

type Happened = {
  setup: Setup;
  field: readonly Runner[];
  crossings: readonly Crossing[];
  guns: ReadonlyMap<string, number>;
  disqualified: ReadonlySet<string>;
};

function truthOf(wish: RaceWish, { setup, field, crossings, guns, disqualified }: Happened): Truth {
  const crossingsOf = byRunner(crossings);
  const times = field.map(({ participant, wave }) =>
    trueTimes(setup, {
      crossings: crossingsOf.get(participant.id) ?? [],
      gunAtMs: guns.get(wave.id)!,
      disqualified: disqualified.has(participant.id),
      shownAtMs: (_location, atMs) => atMs,
    }),
  );
  return {
    event_id: setup.event.id,
    setup_hash: setupHash(setup),
    seed: wish.seed,
    guns: [...guns].map(([wave_id, at_ms]) => ({ wave_id, at_ms })),
    items: withPlaces(setup, field, times),
  };
}

function pickDisqualified(wish: RaceWish, field: readonly Runner[]): Set<string> {
  const random = seededRandom(`${wish.seed}/disqualified`);
  const finishers = field.filter((runner) => runner.fate === 'finishes').map((runner) => runner.participant.id);
  const picked = new Set<string>();
  while (picked.size < Math.min(wish.faults.disqualified, finishers.length)) picked.add(random.pick(finishers));
  return picked;
}

function corrections(wish: RaceWish, setup: Setup, guns: ReadonlyMap<string, number>, disqualified: ReadonlySet<string>): Correction[] {
  const mended = wish.faults.gunLateMs === 0 ? [] : setup.waves;
  return [
    ...mended.map(
      (wave): Correction => ({ kind: 'gun', wave_id: wave.id, at: new Date(guns.get(wave.id)!).toISOString(), replaces: null }),
    ),
    ...[...disqualified].map(
      (id): Correction => ({ kind: 'status', participant_id: id, change: 'DSQ', penalty_ms: 0, reason: 'course cut' }),
    ),
    ...setup.races.map((race): Correction => ({ kind: 'race-close', race_id: race.id })),
  ];
}

function checkWish(wish: RaceWish): void {
  if (wish.runners < 1 || wish.waves < 1) throw new PlanError('a race needs at least one runner and one wave');
  if (wish.waves > wish.runners) throw new PlanError(`${wish.waves} waves for ${wish.runners} runners would leave waves empty`);
  if (wish.gunAtMs % resolutionMs !== 0) throw new PlanError('the gun must be on a hundredth of a second, as decoders show it');
  if (wish.splitsAtM.some((distanceM) => distanceM <= 0 || distanceM >= wish.distanceM)) {
    throw new PlanError(`splits must lie between the start and ${wish.distanceM} m`);
  }
  const needed = courseLocations(wish);
  const covered = wish.boxes.flatMap((box) => box.locations);
  for (const location of needed) {
    const count = covered.filter((one) => one === location).length;
    if (count !== 1) throw new PlanError(`location ${location} needs exactly one box, and has ${count}`);
  }
  for (const location of covered) {
    if (!needed.includes(location)) throw new PlanError(`no mat is called ${location}: this course has ${needed.join(', ')}`);
  }
  for (const box of wish.boxes) {
    if (box.family === 'ipico' && box.locations.length !== 1)
      throw new PlanError(`IPICO reads name no location, so box ${box.name} must have exactly one`);
  }
  for (const [box, offsetMs] of Object.entries(wish.faults.clockOffsetMs)) {
    if (!wish.boxes.some((one) => one.name === box)) throw new PlanError(`a clock offset is given for ${box}, and no box has that name`);
    if (offsetMs % resolutionMs !== 0) throw new PlanError(`the clock offset of ${box} must be a multiple of ${resolutionMs} ms`);
  }
  if (wish.faults.gunLateMs !== 0 && wish.faults.clockOffsetMs[boxAt(wish, startLocation)]) {
    throw new PlanError('a late gun and a start clock that is off cannot be told apart: choose one');
  }
}
