import { instantText, parseInstantMs } from '@chute/protocol';
import { applyRulePack, defaultRules, type Race, rulePackHeld, rulePackNames, type Setup } from '@chute/timing';
import { z } from 'zod';
import { camelKeys, snakeKeys } from '../http/key-case.ts';

const sexSchema = z.enum(['F', 'M', 'X']);
const durationMs = z.int().nonnegative();
const name = z.string().trim().min(1).max(200);

export const rulesSchema = z
  .strictObject({
    rank_by: z.enum(['gun', 'chip', 'mixed']),
    gun_places: z
      .int()
      .nonnegative()
      .meta({ description: 'With rank_by mixed: so many first places by gun, the rest by chip behind them' }),
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
    double_dip: z.boolean().meta({ description: 'Whoever won one award may win a later one too' }),
    protest_ms: durationMs,
    fastest_km_ms: z.int().positive().meta({ description: 'What is faster is told to a person; it decides no result' }),
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
  kind: z.enum(['start', 'split', 'exchange', 'finish']),
  location: name.meta({ description: 'As the decoder sends it', example: 'Finish' }),
  backup_locations: z.array(name).max(100).default([]),
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

const formatSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('course') }),
  z.strictObject({ kind: z.literal('laps'), laps: z.int().positive().max(10_000) }),
  z.strictObject({ kind: z.literal('timed'), limit_ms: z.int().positive() }),
  z.strictObject({ kind: z.literal('backyard'), loop_ms: z.int().positive() }),
]);

const shortId = z.string().min(1).max(64);
const basis = z.enum(['gun', 'chip']);

const awardSchema = z.strictObject({
  award_id: shortId,
  name,
  order: z.int().meta({ description: 'Filled in this order; a winner leaves the later ones unless the race allows a double dip' }),
  sex: sexSchema.nullable().default(null),
  division_id: shortId.nullable().default(null),
  depth: z.int().positive(),
  basis: basis.default('gun'),
});

const teamSchema = z.strictObject({ team_id: shortId, name });

const teamContestSchema = z.strictObject({
  team_contest_id: shortId,
  name,
  by: z.enum(['points', 'time']),
  basis: basis.default('gun'),
  sex: sexSchema.nullable().default(null),
  division_id: shortId.nullable().default(null),
  scorers: z.int().positive().max(1_000),
  displacers: z.int().nonnegative().max(1_000).default(0),
});

const recordSchema = z.strictObject({
  record_id: shortId,
  name: name.meta({ example: 'Course record' }),
  sex: sexSchema.nullable().default(null),
  division_id: shortId.nullable().default(null),
  basis: basis.default('gun').meta({ description: 'Of which official time it is; records of road races are gun times' }),
  time_ms: z.int().positive().meta({ example: 1_798_000 }),
  holder: name.nullable().default(null).meta({ description: 'As it is printed beside the record' }),
  year: z.int().min(1800).max(9999).nullable().default(null),
});

export const raceSchema = z
  .object({
    race_id: z.uuid(),
    event_id: z.uuid(),
    name,
    distance_m: z.int().positive().nullable(),
    format: formatSchema,
    rule_pack: z.string().nullable().meta({ description: 'The pack whose rules the race has; null once one of them was changed' }),
    rules: rulesSchema,
    waves: z.array(waveSchema),
    course_points: z.array(coursePointSchema),
    divisions: z.array(divisionSchema),
    awards: z.array(awardSchema),
    teams: z.array(teamSchema),
    team_contests: z.array(teamContestSchema),
    records: z.array(recordSchema).meta({ description: 'Best times so far, for announcers: they decide no result' }),
  })
  .meta({ id: 'Race' });

/** Applied first; `rules` go on top. */
const rulePackSchema = z
  .enum(rulePackNames)
  .nullable()
  .meta({ description: 'Named settings, filled in before rules; null = by hand, the rules stay as they are' });

/** Ids that are not given are minted. */
export const newRaceBody = z.strictObject({
  race_id: z.uuid().optional(),
  name: name.meta({ example: '10 km' }),
  distance_m: z.int().positive().nullable().default(null),
  format: formatSchema.default({ kind: 'course' }),
  rule_pack: rulePackSchema.default(null),
  rules: rulesSchema.partial().default({}),
  waves: z.array(waveSchema.partial({ wave_id: true })).min(1),
  course_points: z.array(coursePointSchema.partial({ course_point_id: true })).min(1),
  divisions: z.array(divisionSchema.partial({ division_id: true })).default([]),
  awards: z.array(awardSchema.partial({ award_id: true })).default([]),
  teams: z.array(teamSchema.partial({ team_id: true })).default([]),
  team_contests: z.array(teamContestSchema.partial({ team_contest_id: true })).default([]),
  records: z.array(recordSchema.partial({ record_id: true })).default([]),
});

/** Lists that are given replace the ones that are there. */
export const racePatch = z.strictObject({
  name: name.optional(),
  distance_m: z.int().positive().nullable().optional(),
  format: formatSchema.optional(),
  rule_pack: rulePackSchema.optional(),
  rules: rulesSchema.partial().optional(),
  waves: newRaceBody.shape.waves.optional(),
  course_points: newRaceBody.shape.course_points.optional(),
  divisions: z.array(divisionSchema.partial({ division_id: true })).optional(),
  awards: z.array(awardSchema.partial({ award_id: true })).optional(),
  teams: z.array(teamSchema.partial({ team_id: true })).optional(),
  team_contests: z.array(teamContestSchema.partial({ team_contest_id: true })).optional(),
  records: z.array(recordSchema.partial({ record_id: true })).optional(),
});

export function raceBody(setup: Setup, race: Race): z.infer<typeof raceSchema> {
  const ours = <T extends { raceId: string }>(list: T[]) => list.filter((one) => one.raceId === race.id);
  return {
    race_id: race.id,
    event_id: setup.event.id,
    name: race.name,
    distance_m: race.distanceM,
    format: snakeKeys(race.format),
    rule_pack: race.rulePack,
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
    awards: ours(setup.awards).map(({ id, raceId: _, ...award }) => ({ award_id: id, ...snakeKeys(award) })),
    teams: ours(setup.teams).map(({ id, name }) => ({ team_id: id, name })),
    team_contests: ours(setup.teamContests).map(({ id, raceId: _, ...contest }) => ({ team_contest_id: id, ...snakeKeys(contest) })),
    records: ours(setup.records ?? []).map(({ id, raceId: _, ...record }) => ({ record_id: id, ...snakeKeys(record) })),
  };
}

/** The setup with this race in it: new, or changed where the body says something. */
export function withRace(setup: Setup, raceId: string, body: z.infer<typeof racePatch>, newId: () => string): Setup {
  const before = setup.races.find((race) => race.id === raceId);
  const race = withRules(body, {
    id: raceId,
    name: body.name ?? before?.name ?? '',
    distanceM: body.distance_m === undefined ? (before?.distanceM ?? null) : body.distance_m,
    format: body.format ? camelKeys(body.format) : (before?.format ?? { kind: 'course' }),
    rulePack: before?.rulePack ?? null,
    rules: { ...defaultRules, ...before?.rules },
  });
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
    awards: replaced(
      setup.awards,
      body.awards?.map(({ award_id: id = newId(), ...award }) => ({ id, raceId, ...camelKeys(award) })),
    ),
    teams: replaced(
      setup.teams,
      body.teams?.map(({ team_id: id = newId(), name: called }) => ({ id, raceId, name: called })),
    ),
    teamContests: replaced(
      setup.teamContests,
      body.team_contests?.map(({ team_contest_id: id = newId(), ...contest }) => ({ id, raceId, ...camelKeys(contest) })),
    ),
    records: replaced(
      setup.records ?? [],
      body.records?.map(({ record_id: id = newId(), ...record }) => ({ id, raceId, ...camelKeys(record) })),
    ),
  };

  function replaced<T extends { raceId: string }>(list: T[], by: T[] | undefined): T[] {
    return by ? [...list.filter((one) => one.raceId !== raceId), ...by] : list;
  }
}

/** First the pack, then the rules that are given. A race that then differs from its pack no longer says that it goes by it. */
function withRules({ rule_pack: pack, rules }: z.infer<typeof racePatch>, race: Race): Race {
  const byPack = pack ? applyRulePack(race, pack) : { ...race, rulePack: pack === null ? null : race.rulePack };
  const changed = { ...byPack, rules: { ...byPack.rules, ...given(camelKeys(rules ?? {})) } };
  return { ...changed, rulePack: rulePackHeld(changed) };
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
    awards: others(setup.awards),
    teams: others(setup.teams),
    teamContests: others(setup.teamContests),
    participants: others(setup.participants),
    records: others(setup.records ?? []),
  };
}

/** What was given: a rule left out keeps its value. */
function given<T extends object>(record: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never;
}
