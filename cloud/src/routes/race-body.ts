import { instantText, parseInstantMs } from '@chute/protocol';
import { defaultRules, type Race, type Setup } from '@chute/timing';
import { z } from 'zod';
import { camelKeys, snakeKeys } from '../http/key-case.ts';

const sexSchema = z.enum(['F', 'M', 'X']);
const durationMs = z.int().nonnegative();
const name = z.string().trim().min(1).max(200);

export const rulesSchema = z
  .strictObject({
    rank_by: z.enum(['gun', 'chip']),
    places_from: z.enum(['exact', 'displayed']),
    round_up_to_ms: z.int().positive(),
    start_window_ms: durationMs,
    minimum_finish_ms: durationMs,
    passing_gap_ms: durationMs,
    backup_window_ms: durationMs,
    minimum_lap_ms: durationMs,
    early_start: z.enum(['gun', 'actual']),
    cut_off_ms: durationMs.nullable(),
    age_on: z.enum(['race-day', 'year-end']),
    gun_near_ms: durationMs,
  })
  .meta({ id: 'RaceRules' });

const waveSchema = z.strictObject({
  wave_id: z.uuid(),
  name,
  scheduled_at: z.iso.datetime({ offset: true }).meta({ example: '2026-05-17T08:30:00.000Z' }),
  gun_locations: z.array(z.string().min(1).max(200)).default([]),
});

const coursePointSchema = z.strictObject({
  course_point_id: z.uuid(),
  name,
  kind: z.enum(['start', 'split', 'finish']),
  location: name.meta({ description: 'As the decoder sends it', example: 'Finish' }),
  order: z.int(),
  distance_m: z.int().nonnegative().nullable().default(null),
  window_from_ms: z.int().nullable().default(null),
  window_to_ms: z.int().nullable().default(null),
  occurrence: z.int().positive().default(1),
});

const divisionSchema = z.strictObject({
  division_id: z.string().min(1).max(64),
  name,
  sex: sexSchema.nullable().default(null),
  age_min: z.int().nonnegative().nullable().default(null),
  age_max: z.int().nonnegative().nullable().default(null),
  custom: z.boolean().default(false),
});

export const raceSchema = z
  .object({
    race_id: z.uuid(),
    event_id: z.uuid(),
    name,
    distance_m: z.int().positive().nullable(),
    rules: rulesSchema,
    waves: z.array(waveSchema),
    course_points: z.array(coursePointSchema),
    divisions: z.array(divisionSchema),
  })
  .meta({ id: 'Race' });

/** Ids that are not given are minted. */
export const newRaceBody = z.strictObject({
  race_id: z.uuid().optional(),
  name: name.meta({ example: '10 km' }),
  distance_m: z.int().positive().nullable().default(null),
  rules: rulesSchema.partial().default({}),
  waves: z.array(waveSchema.partial({ wave_id: true })).min(1),
  course_points: z.array(coursePointSchema.partial({ course_point_id: true })).min(1),
  divisions: z.array(divisionSchema.partial({ division_id: true })).default([]),
});

/** Lists that are given replace the ones that are there. */
export const racePatch = z.strictObject({
  name: name.optional(),
  distance_m: z.int().positive().nullable().optional(),
  rules: rulesSchema.partial().optional(),
  waves: newRaceBody.shape.waves.optional(),
  course_points: newRaceBody.shape.course_points.optional(),
  divisions: z.array(divisionSchema.partial({ division_id: true })).optional(),
});

export function raceBody(setup: Setup, race: Race): z.infer<typeof raceSchema> {
  const ours = <T extends { raceId: string }>(list: T[]) => list.filter((one) => one.raceId === race.id);
  return {
    race_id: race.id,
    event_id: setup.event.id,
    name: race.name,
    distance_m: race.distanceM,
    rules: snakeKeys(race.rules),
    waves: ours(setup.waves).map((wave) => ({
      wave_id: wave.id,
      name: wave.name,
      scheduled_at: instantText(wave.scheduledAtMs),
      gun_locations: wave.gunLocations,
    })),
    course_points: ours(setup.coursePoints)
      .toSorted((a, b) => a.order - b.order)
      .map(({ id, raceId: _, ...point }) => ({ course_point_id: id, ...snakeKeys(point) })),
    divisions: ours(setup.divisions).map(({ id, raceId: _, ...division }) => ({ division_id: id, ...snakeKeys(division) })),
  };
}

/** The setup with this race in it: new, or changed where the body says something. */
export function withRace(setup: Setup, raceId: string, body: z.infer<typeof racePatch>, newId: () => string): Setup {
  const before = setup.races.find((race) => race.id === raceId);
  const race: Race = {
    id: raceId,
    name: body.name ?? before?.name ?? '',
    distanceM: body.distance_m === undefined ? (before?.distanceM ?? null) : body.distance_m,
    rules: { ...defaultRules, ...before?.rules, ...given(camelKeys(body.rules ?? {})) },
  };
  return {
    ...setup,
    races: [...setup.races.filter((one) => one.id !== raceId), race],
    waves: replaced(
      setup.waves,
      body.waves?.map((wave) => ({
        id: wave.wave_id ?? newId(),
        raceId,
        name: wave.name,
        scheduledAtMs: parseInstantMs(wave.scheduled_at)!,
        gunLocations: wave.gun_locations,
      })),
    ),
    coursePoints: replaced(
      setup.coursePoints,
      body.course_points?.map(({ course_point_id: id = newId(), ...point }) => ({ id, raceId, ...camelKeys(point) })),
    ),
    divisions: replaced(
      setup.divisions,
      body.divisions?.map(({ division_id: id = newId(), ...division }) => ({ id, raceId, ...camelKeys(division) })),
    ),
  };

  function replaced<T extends { raceId: string }>(list: T[], by: T[] | undefined): T[] {
    return by ? [...list.filter((one) => one.raceId !== raceId), ...by] : list;
  }
}

/** The setup without the race and all that belongs to it. */
export function withoutRace(setup: Setup, raceId: string): Setup {
  const others = <T extends { raceId: string }>(list: T[]) => list.filter((one) => one.raceId !== raceId);
  return {
    ...setup,
    races: setup.races.filter((race) => race.id !== raceId),
    waves: others(setup.waves),
    coursePoints: others(setup.coursePoints),
    divisions: others(setup.divisions),
    participants: others(setup.participants),
  };
}

/** What was given: a rule left out keeps its value. */
function given<T extends object>(record: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never;
}
