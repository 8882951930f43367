import { z } from 'zod';

const entryRefSchema = z.object({ journal_id: z.uuid(), seq: z.int().positive() });

/**
 * What a person enters, at a hub (`POST …/events/{event_id}/corrections`) or at an edge (`POST /api/entries`). Each becomes one entry of the race log.
 * `at` is an ISO instant with zone, in milliseconds at most.
 */
export const correctionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('gun'),
    wave_id: z.uuid(),
    at: z.iso.datetime({ offset: true }),
    replaces: entryRefSchema.nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('manual'),
    participant_id: z.uuid(),
    course_point_id: z.uuid(),
    at: z.iso.datetime({ offset: true }),
    override: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('void'), target: entryRefSchema }),
  z.strictObject({ kind: z.literal('unvoid'), target: entryRefSchema }),
  z.strictObject({
    kind: z.literal('status'),
    participant_id: z.uuid(),
    change: z.enum(['DNF', 'DSQ', 'DNS', 'reinstated', 'penalty']),
    penalty_ms: z.int().nonnegative().default(0),
    reason: z.string().max(200).nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('assign'),
    chip: z.string().min(1).max(64),
    bib: z.string().min(1).max(32).nullable(),
    at: z.iso.datetime({ offset: true }).nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('race-close'), race_id: z.uuid() }),
  z.strictObject({ kind: z.literal('race-reopen'), race_id: z.uuid() }),
  z.strictObject({
    kind: z.literal('publish'),
    race_id: z.uuid(),
    as: z.enum(['provisional', 'official']),
    /** Of the list that the person looked at: `basis.frontier`. */
    frontier: z
      .array(z.strictObject({ journal_id: z.uuid(), seq: z.int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) }))
      .max(10_000),
  }),
  z.strictObject({ kind: z.literal('day-set'), target: entryRefSchema, day: z.iso.date() }),
]);
export type Correction = z.infer<typeof correctionSchema>;

/** Where the entry went. */
export const correctionAnswerSchema = z.object({ journal_id: z.uuid(), seq: z.int().positive() });
