import type { EntryRef } from '../entry.ts';
import type { Sex } from '../setup.ts';

/** Something in the data that a person should look at. It changes no result. */
export type WatchOut = { [Code in WatchOutCode]: About & { code: Code; facts: WatchOutFacts[Code] } }[WatchOutCode];

export type WatchOutCode = keyof WatchOutFacts;

type About = {
  /** Null where it is about something that several races share. */
  raceId: string | null;
  /** In the order of their bibs. */
  participantIds: string[];
  /** The entries that show it, where there are some. */
  sources: EntryRef[];
  /** What a timer reads on a phone: what is wrong, how sure that is, what to do. */
  sentence: string;
};

/** What each code has to say in figures. */
export type WatchOutFacts = {
  /** `others`: how many more fit one of the two as well. */
  'swapped-chips': { evidence: 'course' | 'start'; others: number };
  /** `lastPointId` is null for whoever set out with the gun and was not timed since. */
  overdue: {
    nextPointId: string;
    runners: { participantId: string; lastPointId: string | null; lastSeenAtMs: number; expectedAtMs: number }[];
  };
  /** Of `known` runners who passed, `missed` were not heard; of these, the point's other decoders have `heardByOthers`. Null reader and antenna: the whole location. */
  'missed-reads': {
    location: string;
    reader: string | null;
    antenna: number | null;
    known: number;
    missed: number;
    heardByOthers: number;
  };
  /** `readAtStart`: those whom the start has heard at a time that does not count. */
  'finish-without-start': { finishers: number; readAtStart: number };
  'impossible-time': {
    fromPointId: string | null;
    toPointId: string;
    distanceM: number;
    fastestMs: number;
    runners: { participantId: string; tookMs: number }[];
  };
  'one-chip-two-people':
    | { how: 'too-far-apart'; locations: [string, string]; apartMs: number; neededMs: number }
    | { how: 'two-bibs'; chip: string; bibs: string[] }
    | { how: 'two-wearers'; bib: string; reads: number };
  'wave-without-gun': { waveId: string; runners: number; firstReadAtMs: number; lastReadAtMs: number };
  'age-bands': { sex: Sex | null; overlaps: Ages[]; holes: Ages[] };
  /** `sinceGunMs`: when the made-up runner gets to the point. */
  'finish-window':
    | { pointId: string; runner: MadeUpRunner; sinceGunMs: number; setting: RefusingSetting }
    | { waveId: string; setting: 'gunLocations' };
};

/** Ages, both in; null = without end. */
export type Ages = { from: number; to: number | null };

/** `fastest` and `slowest` start with the gun, `last` at the end of the start window. */
export type MadeUpRunner = 'fastest' | 'slowest' | 'last';

export type RefusingSetting = 'startWindowMs' | 'minimumFinishMs' | 'windowFromMs' | 'windowToMs' | 'occurrence';
