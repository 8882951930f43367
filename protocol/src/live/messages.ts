import { z } from 'zod';

/**
 * The live contract (Socket.IO namespace `/live`), the same at edge and hub. A client sends `subscribe` with the cursor it has and gets
 * `delta`s or a `snapshot`; every second `head` says how old the picture is. Order is the revision within a stream.
 */
export const audienceSchema = z.enum(['public', 'announcer', 'timer']);
export type Audience = z.infer<typeof audienceSchema>;

export const cursorSchema = z.object({ streamId: z.uuid(), revision: z.int().nonnegative() });
export type Cursor = z.infer<typeof cursorSchema>;

export const subscribeSchema = z.object({
  eventId: z.uuid(),
  audience: audienceSchema.default('public'),
  cursor: cursorSchema.nullable().default(null),
});
export type Subscribe = z.infer<typeof subscribeSchema>;

const entryRefSchema = z.object({ journalId: z.uuid(), seq: z.int().positive() });
/** What an announcer may say of somebody. What nobody said is left out. */
export const liveAnnounceSchema = z.object({
  phoneticName: z.string().optional(),
  region: z.string().optional(),
  country: z.string().optional(),
  club: z.string().optional(),
  note: z.string().optional(),
  milestone: z.string().optional(),
  firstTimer: z.boolean().optional(),
  personalBestMs: z.int().positive().optional(),
  birthday: z.enum(['today', 'this-week']).optional(),
});
export type LiveAnnounce = z.infer<typeof liveAnnounceSchema>;

const statusSchema = z.enum(['registered', 'running', 'finished', 'OTL', 'DNF', 'DSQ', 'DNS']);

/** One participant. Places are not sent: whoever shows a list ranks it by `rankKey` (competition ranking), so that one finisher is one row. */
export const liveRowSchema = z.object({
  participantId: z.uuid(),
  bib: z.string(),
  raceId: z.uuid(),
  waveId: z.uuid(),
  /** Null without a person record, or hidden from this audience: then the bib is shown. Nobody is invented. */
  name: z.string().nullable(),
  city: z.string().nullable(),
  /** Name of the team; left out for whoever runs alone. */
  team: z.string().optional(),
  sex: z.enum(['F', 'M', 'X']).nullable(),
  raceAge: z.int().nullable(),
  divisionIds: z.array(z.string()),
  status: statusSchema,
  /** Exact time the race ranks on, penalty included; null without a place. */
  /** Lower is better, equal shares the place; null for whoever has none. Of no unit: a lap or a tier of places may be in it. */
  rankKey: z.int().nullable(),
  /** Which of the two official times places this runner. */
  ranksOn: z.enum(['gun', 'chip']),
  /** Counted laps or loops; 0 where the race has none. */
  laps: z.int(),
  officialGunMs: z.int().nullable(),
  officialChipMs: z.int().nullable(),
  startSource: z.enum(['read', 'gun', 'manual']).nullable(),
  finishedAtMs: z.int().nullable(),
  splits: z.array(z.object({ coursePointId: z.uuid(), passedAtMs: z.int(), chipTimeMs: z.int() })),
  /** A finish is announced once under this reference, wherever the client is connected. */
  decidedBy: entryRefSchema.nullable(),
  /** Only for announcer and timer. */
  reason: z.string().nullable().optional(),
  announce: liveAnnounceSchema.optional(),
  /** Only before there is a gun for them: when they were last heard at a mat. */
  heardAtMs: z.int().optional(),
});
export type LiveRow = z.infer<typeof liveRowSchema>;

/** A best time to be beaten, of everyone, one sex or one division of a race. */
export const liveRecordSchema = z.object({
  recordId: z.string(),
  name: z.string(),
  sex: z.enum(['F', 'M', 'X']).nullable(),
  divisionId: z.string().nullable(),
  basis: z.enum(['gun', 'chip']),
  timeMs: z.int().positive(),
  holder: z.string().nullable(),
  year: z.int().nullable(),
});
export type LiveRecord = z.infer<typeof liveRecordSchema>;

/** The event as a screen needs it. */
export const liveEventSchema = z.object({
  eventId: z.uuid(),
  name: z.string(),
  zone: z.string(),
  races: z.array(
    z.object({
      raceId: z.uuid(),
      name: z.string(),
      distanceM: z.int().nullable(),
      rankBy: z.enum(['gun', 'chip', 'mixed']),
      gunPlaces: z.int(),
      closed: z.boolean(),
      /** Left out where the race has none. */
      records: z.array(liveRecordSchema).optional(),
    }),
  ),
  waves: z.array(z.object({ waveId: z.uuid(), raceId: z.uuid(), name: z.string(), scheduledAtMs: z.int(), gunAtMs: z.int().nullable() })),
  coursePoints: z.array(
    z.object({
      coursePointId: z.uuid(),
      raceId: z.uuid(),
      name: z.string(),
      kind: z.enum(['start', 'split', 'exchange', 'finish']),
      order: z.int(),
      distanceM: z.int().nullable(),
    }),
  ),
  divisions: z.array(z.object({ divisionId: z.string(), raceId: z.uuid(), name: z.string() })),
});
export type LiveEvent = z.infer<typeof liveEventSchema>;

/** A read of an unknown chip, for timers only. */
export const liveUnknownReadSchema = z.object({
  source: entryRefSchema,
  ident: z.string(),
  location: z.string(),
  atMs: z.int().nullable(),
});
export type LiveUnknownRead = z.infer<typeof liveUnknownReadSchema>;

export const snapshotSchema = z.object({
  cursor: cursorSchema,
  event: liveEventSchema,
  rows: z.array(liveRowSchema),
  unknownReads: z.array(liveUnknownReadSchema).default([]),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Brings a client from `fromRevision` to `cursor.revision`. `removed` are tombstones. `event` and `unknownReads` only when they changed, and then whole. */
export const deltaSchema = z.object({
  fromRevision: z.int().nonnegative(),
  cursor: cursorSchema,
  event: liveEventSchema.nullable(),
  rows: z.array(liveRowSchema),
  removed: z.array(z.uuid()),
  unknownReads: z.array(liveUnknownReadSchema).nullable().default(null),
});
export type Delta = z.infer<typeof deltaSchema>;

/** Race clock: race time = originMs + rate * (system - anchorMs). Real time is {0, 0, 1}. */
export const raceClockSchema = z.object({ originMs: z.number(), anchorMs: z.number(), rate: z.number().positive() });
export type RaceClock = z.infer<typeof raceClockSchema>;

/** Every second: how new the picture is. `asOfMs` is race time; `basis` is shown as "behind by N entries", never as an error. */
export const headSchema = z.object({
  cursor: cursorSchema,
  source: z.enum(['edge', 'hub']),
  asOfMs: z.int(),
  entries: z.int().nonnegative(),
  basis: z.object({
    setupHash: z.string(),
    engineVersion: z.string(),
    frontier: z.array(z.object({ journalId: z.string(), seq: z.int(), hash: z.string() })),
  }),
  clock: raceClockSchema,
  /** Edge: is its hub reachable. Hub: how many of the event's edges are online. Words for a screen, with what it means. */
  link: z.object({ state: z.enum(['up', 'down', 'none']), sinceMs: z.int().nullable() }),
});
export type Head = z.infer<typeof headSchema>;

/** Answer to `subscribe` (acknowledgement). */
export type SubscribeAnswer = { ok: true } | { ok: false; code: 'unknown-event' | 'not-allowed' | 'bad-request'; detail: string };

/** Names of the events on the namespace. */
export const liveNamespace = '/live';
export type ServerToClient = { snapshot: (snapshot: Snapshot) => void; delta: (delta: Delta) => void; head: (head: Head) => void };
export type ClientToServer = { subscribe: (subscribe: Subscribe, answer: (answer: SubscribeAnswer) => void) => void };
