import type { EntryRef, JournalPosition } from './entry.ts';

export type Status = 'registered' | 'running' | 'finished' | 'OTL' | 'DNF' | 'DSQ' | 'DNS';

/** What the log says of one participant; places apart, since one finisher may move hundreds of them. */
export type Result = {
  participantId: string;
  bib: string;
  raceId: string;
  waveId: string;
  status: Status;
  /** Exact, penalty included; null until there is a finish. */
  gunTimeMs: number | null;
  chipTimeMs: number | null;
  /** Rounded once, as shown (SR-10, SR-11). */
  officialGunMs: number | null;
  officialChipMs: number | null;
  /** Where chip time starts: an own start read, the gun standing in (SR-04), or a manual time. */
  startSource: 'read' | 'gun' | 'manual' | null;
  startedAtMs: number | null;
  finishedAtMs: number | null;
  penaltyMs: number;
  /** Of a DSQ; never shown in public. */
  reason: string | null;
  splits: Split[];
  /** Counted laps or loops, in order; none where the race has no laps (SR-18, SR-19, SR-33). */
  laps: readonly Split[];
  /** The entry that made the finish: a finish is announced under it. */
  decidedBy: EntryRef | null;
  /** Before there is a gun, and so a result: the beginning of the passing that was heard last. */
  heardAtMs?: number;
};

/** A passing given a meaning. `gunTimeMs` and `chipTimeMs` are elapsed up to here. */
export type Split = { coursePointId: string; passedAtMs: number; gunTimeMs: number; chipTimeMs: number; source: EntryRef };

/** Competition ranking (1 1 3); null for those without a place. */
export type Places = { overall: number; sex: number | null; divisions: { divisionId: string; place: number }[] };

export type PlacedResult = Result & { places: Places | null };

/** What a list was computed from. Equal basis, equal hash, on any machine. `frontier` is ordered by journalId. */
export type Basis = { setupHash: string; frontier: JournalPosition[]; engineVersion: string };

/** Results in the order of SR-12 and SR-13, race by race; awards race by race in the order they are filled, team contests by id. */
export type Standings = { results: PlacedResult[]; awards: AwardWinners[]; teams: TeamStanding[] };

/** `hash` covers ids, statuses, times and places; awards and teams follow from these. */
export type ResultList = Standings & { basis: Basis; hash: string };

/** `place` counts within the award; a tie may give more winners than its depth. */
export type AwardWinners = { awardId: string; winners: { participantId: string; place: number; timeMs: number }[] };

/**
 * One team in one contest. Teams that are not complete have no place and no score. `score`: points, or milliseconds; tied runners share the average
 * of their places, so points may end in a fraction.
 */
export type TeamStanding = {
  contestId: string;
  teamId: string;
  place: number | null;
  score: number | null;
  /** In the order they finished, displacers behind the scorers; `points` is null in a contest by time. */
  members: { participantId: string; counts: boolean; points: number | null; timeMs: number }[];
};

/** A list that a person posted. `protestUntilMs` is null once it is official, and wherever the race hears no protests. */
export type Publication = {
  raceId: string;
  as: 'provisional' | 'official';
  frontier: JournalPosition[];
  postedAtMs: number;
  protestUntilMs: number | null;
  source: EntryRef;
};

/** A wave with its gun; without one it has no results and says so. */
export type WaveState = { waveId: string; raceId: string; gunAtMs: number | null; source: EntryRef | null };

/** What one batch of entries moved. Participants whose result changed (their places may have moved others, who are not listed). */
export type ScoreChanges = {
  participantIds: string[];
  removedParticipantIds: string[];
  waveIds: string[];
  raceIds: string[];
  everything: boolean;
};
