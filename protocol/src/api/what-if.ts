import type { Candidate, Change, ListChanges, ResultChange, SplitTimes } from '@chute/timing';
import { z } from 'zod';
import { correctionEntry } from './correction-entry.ts';
import { type Correction, correctionSchema } from './corrections.ts';
import { officialTimeText } from './result-list-body.ts';
import { resultItemSchema } from './results.ts';

/** Corrections that somebody thinks of, each taken in after the one before: `POST …/events/{event_id}/what-if` at a hub and at an edge. Nothing is written. */
export const whatIfBodySchema = z.strictObject({ corrections: z.array(correctionSchema).min(1).max(200) });

const changeOf = <Value extends z.ZodType>(value: Value) => z.object({ from: value.nullable(), to: value.nullable() });
const place = changeOf(z.int());
const times = z.object({ gun_time_ms: z.int(), chip_time_ms: z.int() });
const { status, start_source: startSource } = resultItemSchema.shape;

/** Only what differs; null where one of the two lists has none. */
const fieldChangesSchema = z.object({
  bib: changeOf(z.string()).optional(),
  race_id: changeOf(z.uuid()).optional(),
  wave_id: changeOf(z.uuid()).optional(),
  status: changeOf(status).optional(),
  gun_time_ms: changeOf(z.int()).optional(),
  chip_time_ms: changeOf(z.int()).optional(),
  official_gun_time: changeOf(z.string()).optional(),
  official_chip_time: changeOf(z.string()).optional(),
  start_source: changeOf(startSource.unwrap()).optional(),
  penalty_ms: changeOf(z.int()).optional(),
  reason: changeOf(z.string()).optional(),
  place_overall: place.optional(),
  place_sex: place.optional(),
});

/** Who would change, from what to what, in the order of the list that would be; whoever would leave it last. `presence`: in both lists, or in one. */
export const listChangesSchema = z.object({
  results: z.array(
    z.object({
      participant_id: z.uuid(),
      race_id: z.uuid(),
      bib: z.string(),
      presence: z.enum(['came', 'went', 'stayed']),
      changes: fieldChangesSchema,
      division_places: z.array(place.extend({ division_id: z.string() })),
      splits: z.array(changeOf(times).extend({ course_point_id: z.uuid() })),
      laps: z.array(changeOf(times).extend({ lap: z.int().positive() })),
    }),
  ),
  /** Places within the award: from null = won, to null = lost. */
  awards: z.array(place.extend({ award_id: z.string(), participant_id: z.uuid() })),
  teams: z.array(
    z.object({ contest_id: z.string(), team_id: z.string(), place: place.optional(), score: changeOf(z.number()).optional() }),
  ),
});
export type ListChangesBody = z.infer<typeof listChangesSchema>;

/** What `whatIf` of the scorer takes. `nowMs`: when they would be entered. */
export function candidatesOf(corrections: readonly Correction[], { nowMs }: { nowMs: number }): Candidate[] {
  return corrections.map((correction) => ({ ...correctionEntry(correction), arrivedAtMs: nowMs }) as Candidate);
}

export function listChangesBody({ results, awards, teams }: ListChanges): ListChangesBody {
  return {
    results: results.map(resultChangeBody),
    awards: awards.map(({ awardId, participantId, from, to }) => ({ award_id: awardId, participant_id: participantId, from, to })),
    teams: teams.map(({ contestId, teamId, ...changes }) => ({ contest_id: contestId, team_id: teamId, ...changes })),
  };
}

function resultChangeBody({
  participantId,
  raceId,
  bib,
  presence,
  fields,
  places,
  splits,
  laps,
}: ResultChange): ListChangesBody['results'][number] {
  return {
    participant_id: participantId,
    race_id: raceId,
    bib,
    presence,
    changes: {
      bib: fields.bib,
      race_id: fields.raceId,
      wave_id: fields.waveId,
      status: fields.status,
      gun_time_ms: fields.gunTimeMs,
      chip_time_ms: fields.chipTimeMs,
      official_gun_time: mapped(fields.officialGunMs, officialTimeText),
      official_chip_time: mapped(fields.officialChipMs, officialTimeText),
      start_source: fields.startSource,
      penalty_ms: fields.penaltyMs,
      reason: fields.reason,
      place_overall: places.overall,
      place_sex: places.sex,
    },
    division_places: places.divisions.map(({ divisionId, from, to }) => ({ division_id: divisionId, from, to })),
    splits: splits.map(({ coursePointId, ...change }) => ({ course_point_id: coursePointId, ...mapped(change, timesBody) })),
    laps: laps.map(({ lap, ...change }) => ({ lap, ...mapped(change, timesBody) })),
  };
}

function timesBody(times: SplitTimes | null) {
  return times && { gun_time_ms: times.gunTimeMs, chip_time_ms: times.chipTimeMs };
}

function mapped<Value, Shown>(change: Change<Value>, shown: (value: Value | null) => Shown): Change<Shown>;
function mapped<Value, Shown>(change: Change<Value> | undefined, shown: (value: Value | null) => Shown): Change<Shown> | undefined;
function mapped<Value, Shown>(change: Change<Value> | undefined, shown: (value: Value | null) => Shown): Change<Shown> | undefined {
  return change && { from: shown(change.from), to: shown(change.to) };
}
