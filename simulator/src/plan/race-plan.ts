import type { Correction, Person } from '@chute/protocol';
import type { Setup } from '@chute/timing';

/** What a tester asks for. Everything else follows from `seed`. */
export type RaceWish = {
  seed: string;
  eventName: string;
  /** Null: made from the seed. Ids of participants depend on it, so that one field can run in many events. */
  eventId: string | null;
  runners: number;
  waves: number;
  waveGapMs: number;
  distanceM: number;
  splitsAtM: number[];
  rankBy: 'gun' | 'chip';
  /** How many reads a passing has, on average. */
  readsEach: number;
  /** When the first wave is scheduled. */
  gunAtMs: number;
  zone: string;
  boxes: BoxWish[];
  faults: FaultRates;
};

/** One decoder at the course. IPICO boxes stand at one location only, since their reads name none. */
export type BoxWish = { name: string; family: 'ctp01' | 'ipico'; locations: string[] };

/** How often something goes wrong, 0 to 1, unless it says otherwise. */
export type FaultRates = {
  /** The same line twice. */
  repeat: number;
  /** A line up to 5 s late, so that the stream goes back in time. */
  reorder: number;
  /** One read of several is not heard. */
  missRead: number;
  /** A whole crossing is not heard. */
  missPassing: number;
  /** A line is kept by the box but not sent live: the edge has to see the gap in the numbers and ask. CTP01 only. */
  gap: number;
  /** A read of a chip that belongs to nobody, per crossing. */
  stranger: number;
  /** How many times each box loses its connection. */
  cuts: number;
  /** The gun record of each wave comes this much too late (ms), and a correction mends it. */
  gunLateMs: number;
  /** The clock of a box is off by this much, by box name (ms). */
  clockOffsetMs: Record<string, number>;
  /** How many runners are disqualified by a correction. */
  disqualified: number;
  /** How many pairs were given each other's chip, and how many runners go on with a chip that was left behind; corrections mend both. */
  swappedChips: number;
  replacedChips: number;
  /** Shares of the field. */
  doNotStart: number;
  dropOut: number;
};

export type RacePlan = {
  wish: RaceWish;
  setup: Setup;
  persons: Person[];
  truth: Truth;
  ledger: LedgerEntry[];
  /** What the officials enter, in this order, so that results equal the truth. */
  corrections: Correction[];
  boxes: PlannedBox[];
};

/** The true result of everybody, once all corrections are entered. Instants are what a decoder shows: cut to its 10 ms. */
export type Truth = {
  event_id: string;
  setup_hash: string;
  seed: string;
  guns: { wave_id: string; at_ms: number }[];
  items: TrueResult[];
};

/** Named as in `protocol/src/api/results.ts`, with instants in milliseconds. */
export type TrueResult = TrueTimes & {
  participant_id: string;
  bib: string;
  race_id: string;
  wave_id: string;
  place_overall: number | null;
  place_sex: number | null;
  division_places: { division_id: string; place: number }[];
};

export type TrueTimes = {
  status: 'finished' | 'DNF' | 'DSQ' | 'DNS';
  gun_time_ms: number | null;
  chip_time_ms: number | null;
  start_source: 'read' | 'gun' | null;
  started_at_ms: number | null;
  finished_at_ms: number | null;
  splits: { course_point_id: string; passed_at_ms: number }[];
};

/** One fault that was made. `effects` say what it may change in the results, from and to; without any, results must not notice. */
export type LedgerEntry = {
  fault:
    | 'missed-read'
    | 'missed-passing'
    | 'repeated'
    | 'reordered'
    | 'gap'
    | 'stranger'
    | 'cut'
    | 'late-gun'
    | 'clock-offset'
    | 'swapped-chips'
    | 'replaced-chip';
  box: string;
  location: string | null;
  participant_id: string | null;
  bib: string | null;
  at_ms: number | null;
  detail: string;
  effects: Effect[];
};

export type Effect = { participant_id: string; bib: string; field: EffectField; truth: unknown; expected: unknown };
export type EffectField = keyof TrueTimes;

/** A decoder and everything it will ever say, in the order in which it says it. */
export type PlannedBox = BoxWish & {
  /** How it names itself in its reads: six hex digits (ctp01) or two (ipico). */
  reader: string;
  lines: PlannedLine[];
  /** When its connection breaks. */
  cutsAtMs: number[];
};

export type PlannedLine = {
  kind: 'read' | 'gun';
  /** The decoder's own number, from 1, in the order of sending. */
  seq: number;
  location: string;
  chip: string;
  /** The decoder's clock. */
  atMs: number;
  /** When the line leaves the box (true race time). */
  sendAtMs: number;
  count: number;
  antenna: number;
  /** Sent twice in a row. */
  repeated: boolean;
  /** Only in the answer to a rewind. */
  heldBack: boolean;
};
