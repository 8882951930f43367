import type { Participant } from './setup.ts';

/**
 * One record of the race log. Append-only: nothing is edited, a correction is a new entry that names the old one.
 * Integers and texts only, so that the canonical JSON of an entry, and so its hash, is the same everywhere.
 */
export type Entry = { [Kind in keyof EntryFields]: EntryHead & { kind: Kind } & EntryFields[Kind] }[keyof EntryFields];

/** What every entry carries, whatever its kind. */
export type EntryHead = {
  v: 1;
  journalId: string;
  /** From 1, without a gap, within its journal. */
  seq: number;
  /** Hash of the entry before it in its journal; 64 zeros for the first. */
  prev: string;
  /** 1 + the highest that the writer had seen from anyone: orders corrections that compete, never instants. */
  lamport: number;
  sessionId: string;
  /** Wall clock of the machine that wrote it: evidence, never used for a result except to choose a day (SR-09). */
  arrivedAtMs: number;
  /** Its monotonic clock, which means something only within one `bootId`. */
  monotonicMs: number;
  bootId: string;
  /** The decoder whose clock wrote `timeText`; absent where a person or this machine gave the time. */
  clockId?: string;
  /**
   * The time as evidence (`parseTimeText`): `HH:MM:SS[.fff]` local time of day · `YYYY-MM-DDTHH:MM:SS[.fff]` local ·
   * either with `Z` = UTC. A decoder's own text is kept as heard where it fits, else converted; digits below 1 ms are cut and stay in `raw`.
   */
  timeText?: string;
  /** The bytes as heard, in base64; absent for what a person entered. */
  raw?: string;
};

/** Which entry, anywhere: journal and sequence. */
export type EntryRef = { journalId: string; seq: number };

/** How far a journal goes, or is held. */
export type JournalPosition = { journalId: string; seq: number; hash: string };

/** The fields of each kind, besides the head. */
export type EntryFields = {
  'session-open': { eventId: string | null; setupHash: string | null };
  /** Moves the whole session named by `sessionId` to an event (null: to none). */
  'session-bind': { eventId: string | null; setupHash: string | null };
  read: ReadFields;
  refused: { family: string; reason: string };
  /** A decoder's gun names its `location`, a person's gun its `waveId`. The last one by (lamport, journalId, seq) for a wave holds. */
  gun: { location: string | null; waveId: string | null; sourceSeq: number | null; replaces: EntryRef | null };
  /** SR-23: fills a hole; `override` beats chips. */
  manual: { participantId: string; coursePointId: string; override: boolean };
  void: { target: EntryRef };
  unvoid: { target: EntryRef };
  status: StatusFields;
  /** `bib: null` takes the chip away. With `timeText` the assignment holds from that instant on, without it always. */
  assign: { chip: string; bib: string | null };
  /** `removed` takes the participant out. One import writes many under one `importId`, so that it can be undone as one. */
  'participant-set': { participant: Participant; removed: boolean; importId: string | null };
  'setup-adopt': { setupHash: string };
  /** Evidence: the decoder's clock said `timeText` at `arrivedAtMs`. Changes nothing. */
  'clock-check': { reading: 'asked' | 'live'; roundTripMs: number | null };
  /** A person approved it: `true = decoder time + offset`, linear between points, held outside (SR-08). */
  'clock-model': { points: { decoderAtMs: number; offsetMs: number }[] };
  /** Says on which day a read without a date happened; the whole session's reads of that clock when `target` is null. */
  'day-set': { target: EntryRef | null; day: string };
  'race-close': { raceId: string };
  'race-reopen': { raceId: string };
  /** A person posts the list of a race as it stands at `frontier`; after `official`, what would change it waits for the next one. */
  publish: { raceId: string; as: 'provisional' | 'official'; frontier: JournalPosition[] };
  /** The text is a person record under `noteId`. */
  note: { noteId: string; target: EntryRef | null };
};

export type ReadFields = {
  location: string;
  /** Chip or bib as the decoder sent it; `identIs` says which, `auto` = chip map first, then bibs. */
  ident: string;
  identIs: 'auto' | 'chip' | 'bib';
  /** The decoder's own number: a hint for gaps, never an identity (R4). */
  sourceSeq: number | null;
  reader: string | null;
  antenna: number | null;
  count: number | null;
};

export type StatusFields = {
  participantId: string;
  change: 'DNF' | 'DSQ' | 'DNS' | 'reinstated' | 'penalty';
  /** With `penalty`: added to exact gun and chip time (SR-14); 0 takes it back. */
  penaltyMs: number;
  /** A rule or code such as `USATF 144.3`, never about a person. */
  reason: string | null;
};

export type EntryKind = Entry['kind'];
export type EntryOf<Kind extends EntryKind> = Extract<Entry, { kind: Kind }>;

/** An entry as scoring receives it. `entry: null` = it could not be understood; it still moves the frontier, and is listed as unscored with its reason. */
export type LoggedEntry = { journalId: string; seq: number; hash: string } & ({ entry: Entry } | { entry: null; unscored: string });
