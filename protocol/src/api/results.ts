import { z } from 'zod';

/** Results as edge and hub give them over HTTP: snake_case, ISO instants, durations in ms beside a text that a person reads. */
export const resultItemSchema = z.object({
  participant_id: z.uuid(),
  race_id: z.uuid(),
  wave_id: z.uuid(),
  bib: z.string(),
  status: z.enum(['registered', 'running', 'finished', 'OTL', 'DNF', 'DSQ', 'DNS']),
  gun_time_ms: z.int().nullable(),
  chip_time_ms: z.int().nullable(),
  official_gun_time: z.string().nullable(),
  official_chip_time: z.string().nullable(),
  start_source: z.enum(['read', 'gun', 'manual']).nullable(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
  penalty_ms: z.int(),
  place_overall: z.int().nullable(),
  place_sex: z.int().nullable(),
  division_places: z.array(z.object({ division_id: z.string(), place: z.int() })),
  splits: z.array(z.object({ course_point_id: z.uuid(), passed_at: z.iso.datetime(), gun_time_ms: z.int(), chip_time_ms: z.int() })),
  /** Laps or loops that counted, in order; none where the race has no laps. */
  laps: z.array(z.object({ passed_at: z.iso.datetime(), gun_time_ms: z.int(), chip_time_ms: z.int() })),
});
export type ResultItem = z.infer<typeof resultItemSchema>;

export const basisSchema = z.object({
  setup_hash: z.string(),
  engine_version: z.string(),
  frontier: z.array(z.object({ journal_id: z.uuid(), seq: z.int(), hash: z.string() })),
});

/** Who wins an award: `place` counts those who could still win it, and `time_ms` is by the award's own clock. Ties may give more winners than places. */
export const awardWinnersSchema = z.object({
  award_id: z.string(),
  winners: z.array(z.object({ participant_id: z.uuid(), place: z.int(), time_ms: z.int() })),
});

/**
 * A team in a contest. `score` is points, or milliseconds in a contest by time; runners who are level share the average of their places, so points may end
 * in .5. A team that is not complete has no place and no score. Members in the order they finished; `counts` = is in the score.
 */
export const teamStandingSchema = z.object({
  team_contest_id: z.string(),
  team_id: z.string(),
  place: z.int().nullable(),
  score: z.number().nullable(),
  members: z.array(z.object({ participant_id: z.uuid(), counts: z.boolean(), points: z.number().nullable(), time_ms: z.int() })),
});

/** The whole list of an event: `GET …/events/{event_id}/results/list` at a hub, `GET /api/v1/events/{event_id}/results/list` at an edge. `hash` covers ids, statuses, times and places. */
export const resultListSchema = z.object({
  event_id: z.uuid(),
  basis: basisSchema,
  hash: z.string(),
  items: z.array(resultItemSchema),
  awards: z.array(awardWinnersSchema),
  teams: z.array(teamStandingSchema),
});
export type ResultListBody = z.infer<typeof resultListSchema>;
