import type { Setup } from '@chute/timing';
import { z } from 'zod';

/** Ids inside a setup: UUIDs where Chute mints them; those of divisions, awards, teams and contests may be any short text. */
const id = z.uuid();
const shortId = z.string().min(1).max(64);
const shortText = z.string().max(200);
const durationMs = z.int().nonnegative();
const day = z.iso.date();
const sex = z.enum(['F', 'M', 'X']);

/** One athlete in one race, without a name. The same shape stands in a setup and in a `participant-set` entry. */
export const participantSchema = z.strictObject({
  id,
  raceId: id,
  waveId: id,
  bib: z.string().min(1).max(32),
  sex: sex.nullable(),
  raceAge: z.int().min(0).max(130).nullable(),
  customDivisions: z.array(shortId).max(100),
  teamId: shortId.nullable(),
  hidden: z.boolean(),
});

const rulesSchema = z.strictObject({
  rankBy: z.enum(['gun', 'chip', 'mixed']),
  gunPlaces: z.int().nonnegative(),
  placesFrom: z.enum(['exact', 'displayed']),
  roundUpToMs: z.int().positive(),
  startWindowMs: durationMs,
  minimumFinishMs: durationMs,
  passingGapMs: durationMs,
  backupWindowMs: durationMs,
  minimumLapMs: durationMs,
  earlyStart: z.enum(['gun', 'actual']),
  cutOffMs: durationMs.nullable(),
  ageOn: z.enum(['race-day', 'year-end']),
  gunNearMs: durationMs,
  doubleDip: z.boolean(),
  protestMs: durationMs,
  fastestKmMs: z.int().positive(),
});

const formatSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('course') }),
  z.strictObject({ kind: z.literal('laps'), laps: z.int().positive().max(10_000) }),
  z.strictObject({ kind: z.literal('timed'), limitMs: z.int().positive() }),
  z.strictObject({ kind: z.literal('backyard'), loopMs: z.int().positive() }),
]);

const eventSchema = z.strictObject({
  id,
  name: shortText.min(1),
  zone: shortText.min(1),
  transitions: z.array(z.strictObject({ fromMs: z.int(), offsetMs: z.int().min(-86_400_000).max(86_400_000) })).min(1),
  firstDay: day,
  lastDay: day,
});

const raceSchema = z.strictObject({
  id,
  name: shortText.min(1),
  distanceM: z.int().positive().nullable(),
  format: formatSchema,
  rulePack: shortId.nullable(),
  rules: rulesSchema,
});

const waveSchema = z.strictObject({ id, raceId: id, name: shortText, scheduledAtMs: z.int(), gunLocations: z.array(shortText.min(1)) });

const coursePointSchema = z.strictObject({
  id,
  raceId: id,
  name: shortText,
  kind: z.enum(['start', 'split', 'exchange', 'finish']),
  location: shortText.min(1),
  backupLocations: z.array(shortText.min(1)).max(100),
  order: z.int(),
  distanceM: z.int().nonnegative().nullable(),
  windowFromMs: z.int().nullable(),
  windowToMs: z.int().nullable(),
  occurrence: z.int().positive(),
});

const divisionSchema = z.strictObject({
  id: shortId,
  raceId: id,
  name: shortText.min(1),
  sex: sex.nullable(),
  ageMin: z.int().nonnegative().nullable(),
  ageMax: z.int().nonnegative().nullable(),
  custom: z.boolean(),
});

const awardSchema = z.strictObject({
  id: shortId,
  raceId: id,
  name: shortText.min(1),
  order: z.int(),
  sex: sex.nullable(),
  divisionId: shortId.nullable(),
  depth: z.int().positive(),
  basis: z.enum(['gun', 'chip']),
});

const teamSchema = z.strictObject({ id: shortId, raceId: id, name: shortText.min(1) });

const teamContestSchema = z.strictObject({
  id: shortId,
  raceId: id,
  name: shortText.min(1),
  by: z.enum(['points', 'time']),
  basis: z.enum(['gun', 'chip']),
  sex: sex.nullable(),
  divisionId: shortId.nullable(),
  scorers: z.int().positive().max(1_000),
  displacers: z.int().nonnegative().max(1_000),
});

const recordSchema = z.strictObject({
  id: shortId,
  raceId: id,
  name: shortText.min(1),
  sex: sex.nullable(),
  divisionId: shortId.nullable(),
  basis: z.enum(['gun', 'chip']),
  timeMs: z.int().positive(),
  holder: shortText.min(1).nullable(),
  year: z.int().min(1800).max(9999).nullable(),
});

/**
 * The shape of a setup. What one part says of another (a wave of a race that is not there) is `checkSetup`.
 * Errors name the field by its path; `z.prettifyError` makes them readable.
 */
export const setupSchema: z.ZodType<Setup, unknown> = z.strictObject({
  v: z.literal(1),
  event: eventSchema,
  races: z.array(raceSchema).max(1_000),
  waves: z.array(waveSchema).max(10_000),
  coursePoints: z.array(coursePointSchema).max(10_000),
  divisions: z.array(divisionSchema).max(10_000),
  awards: z.array(awardSchema).max(10_000),
  teams: z.array(teamSchema).max(100_000),
  teamContests: z.array(teamContestSchema).max(1_000),
  participants: z.array(participantSchema).max(500_000),
  chips: z.array(z.strictObject({ chip: z.string().min(1).max(64), bib: z.string().min(1).max(32) })).max(1_000_000),
  records: z.array(recordSchema).max(10_000).exactOptional(),
});
