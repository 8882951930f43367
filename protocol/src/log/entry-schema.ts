import type { Entry, EntryFields, EntryKind } from '@chute/timing';
import { z } from 'zod';
import { participantSchema } from '../setup/setup-schema.ts';

const text = z.string().max(1_000);
/** An id of the setup. An entry may name what a setup lacks: scoring says so, so no more than its size is judged here. */
const setupId = z.string().min(1).max(64);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const entryRef = z.strictObject({ journalId: z.uuid(), seq: z.int().positive() });

const head = {
  v: z.literal(1),
  journalId: z.uuid(),
  seq: z.int().positive(),
  prev: hash,
  lamport: z.int().positive(),
  sessionId: z.uuid(),
  arrivedAtMs: z.int(),
  monotonicMs: z.int(),
  bootId: text,
  clockId: text.exactOptional(),
  timeText: z.string().max(64).exactOptional(),
  raw: z.string().max(65_536).exactOptional(),
};

/** The fields of each kind, closed: an unknown field is an error, since this program would score the entry without it. */
const fields: { [Kind in EntryKind]: { [Field in keyof EntryFields[Kind]]: z.ZodType<EntryFields[Kind][Field]> } } = {
  'session-open': { eventId: z.uuid().nullable(), setupHash: hash.nullable() },
  'session-bind': { eventId: z.uuid().nullable(), setupHash: hash.nullable() },
  read: {
    location: text,
    ident: text,
    identIs: z.enum(['auto', 'chip', 'bib']),
    sourceSeq: z.int().nullable(),
    reader: text.nullable(),
    antenna: z.int().nullable(),
    count: z.int().nullable(),
  },
  refused: { family: text, reason: text },
  gun: { location: text.nullable(), waveId: setupId.nullable(), sourceSeq: z.int().nullable(), replaces: entryRef.nullable() },
  manual: { participantId: setupId, coursePointId: setupId, override: z.boolean() },
  void: { target: entryRef },
  unvoid: { target: entryRef },
  status: {
    participantId: setupId,
    change: z.enum(['DNF', 'DSQ', 'DNS', 'reinstated', 'penalty']),
    penaltyMs: z.int().nonnegative(),
    reason: text.nullable(),
  },
  assign: { chip: z.string().min(1).max(64), bib: z.string().min(1).max(32).nullable() },
  'participant-set': { participant: participantSchema, removed: z.boolean(), importId: setupId.nullable() },
  'setup-adopt': { setupHash: hash },
  'clock-check': { reading: z.enum(['asked', 'live']), roundTripMs: z.int().nullable() },
  'clock-model': { points: z.array(z.strictObject({ decoderAtMs: z.int(), offsetMs: z.int() })).min(1) },
  'day-set': { target: entryRef.nullable(), day: z.iso.date() },
  'race-close': { raceId: setupId },
  'race-reopen': { raceId: setupId },
  publish: {
    raceId: setupId,
    as: z.enum(['provisional', 'official']),
    frontier: z.array(z.strictObject({ journalId: z.uuid(), seq: z.int().positive(), hash })).max(10_000),
  },
  note: { noteId: setupId, target: entryRef.nullable() },
};

const schemas = new Map<string, z.ZodType<Entry>>(
  Object.entries(fields).map(([kind, own]) => [
    kind,
    z.strictObject({ ...head, kind: z.literal(kind), ...own }) as unknown as z.ZodType<Entry>,
  ]),
);

/** Every kind this program can score. */
export const entryKinds = Object.keys(fields) as EntryKind[];

/** The schema of one kind in the current version, or undefined for a kind that this program does not know. */
export function entrySchemaOf(kind: unknown): z.ZodType<Entry> | undefined {
  return typeof kind === 'string' ? schemas.get(kind) : undefined;
}
