/**
 * What a race is before it starts. It holds no names of participants: those are person records, on a channel of their own.
 * Instants are UTC epoch milliseconds (`...AtMs`), durations milliseconds (`...Ms`). Everything in it is an integer, a text or a list of these,
 * so that `setupHash` names it on every machine.
 */
export type Setup = {
  v: 1;
  event: EventSetup;
  races: Race[];
  waves: Wave[];
  coursePoints: CoursePoint[];
  divisions: Division[];
  awards: Award[];
  teams: Team[];
  teamContests: TeamContest[];
  participants: Participant[];
  chips: ChipAssignment[];
  /** Left out, and no part of the hash, where there are none. */
  records?: RaceRecord[];
};

export type EventSetup = {
  id: string;
  name: string;
  /** IANA zone, for people and for whoever makes a new setup; scoring uses `transitions` alone. */
  zone: string;
  /** In force from `fromMs` on, ascending; the first one also holds before its `fromMs`. */
  transitions: ZoneTransition[];
  /** Local days (`YYYY-MM-DD`, inclusive) on which a decoder without a date can have heard something. */
  firstDay: string;
  lastDay: string;
};

export type ZoneTransition = { fromMs: number; offsetMs: number };

/** `rulePack`: the named settings that `rules` was made from, such as `usatf-road@1`; null = set by hand. Scoring reads `rules` alone. */
export type Race = { id: string; name: string; distanceM: number | null; format: RaceFormat; rulePack: string | null; rules: RaceRules };

/**
 * What makes a finish: `course` = start, splits, finish line once · `laps` = this many over the finish line (SR-19) · `timed` = as many as fit
 * (SR-18) · `backyard` = a loop each `loopMs`, until one is left (SR-33).
 */
export type RaceFormat =
  | { kind: 'course' }
  | { kind: 'laps'; laps: number }
  | { kind: 'timed'; limitMs: number }
  | { kind: 'backyard'; loopMs: number };

/** Every limit is a setting of the race; `defaultRules` gives the values of `scoring.md`. */
export type RaceRules = {
  /** `mixed`: the first `gunPlaces` places by gun, everyone else by chip behind them (SR-35). */
  rankBy: 'gun' | 'chip' | 'mixed';
  gunPlaces: number;
  placesFrom: 'exact' | 'displayed';
  roundUpToMs: number;
  /** SR-04: a start counts from the gun until this long after it, both ends in. */
  startWindowMs: number;
  /** SR-05: a finish counts from gun + this on, limit in. */
  minimumFinishMs: number;
  /** SR-06: reads of one chip at one location closer than this to the one before are one passing. */
  passingGapMs: number;
  /** SR-07: a main read this long after a backup's first read, limit in, is of the same passing. */
  backupWindowMs: number;
  /** SR-18: the shortest lap that counts, limit in. */
  minimumLapMs: number;
  /** SR-24 */
  earlyStart: 'gun' | 'actual';
  /** SR-32, on exact gun time, limit in; null = none. */
  cutOffMs: number | null;
  ageOn: 'race-day' | 'year-end';
  /** A decoder's gun starts the nearest scheduled wave at its location within this time. */
  gunNearMs: number;
  /** SR-16: whoever won one award may win a later one too. */
  doubleDip: boolean;
  /** From when a provisional list is posted, protests are heard for so long. */
  protestMs: number;
  /** Nobody in this race covers a kilometre faster: what does is told to a person. It decides no result. */
  fastestKmMs: number;
};

/** Runners who share one gun. `gunLocations`: where a decoder's gun record means this wave; empty = any location. */
export type Wave = { id: string; raceId: string; name: string; scheduledAtMs: number; gunLocations: string[] };

/**
 * A location given a meaning in one race. The window is counted from the wave's gun; null = open. An `exchange` is a split at which one leg ends
 * and the next begins: a relay's hand-over, a triathlon's transition (SR-27).
 */
export type CoursePoint = {
  id: string;
  raceId: string;
  name: string;
  kind: 'start' | 'split' | 'exchange' | 'finish';
  location: string;
  /** Decoders that stand by for this one: what they heard counts where it heard nothing (SR-07). */
  backupLocations: string[];
  /** Place on the course, ascending: start 0, finish last. */
  order: number;
  distanceM: number | null;
  windowFromMs: number | null;
  windowToMs: number | null;
  /** SR-25: which passing of those in the window gives this split (1 = first). */
  occurrence: number;
};

export type Sex = 'F' | 'M' | 'X';

/** Ages are inclusive; null = open. `custom` divisions hold those participants who name them. */
export type Division = {
  id: string;
  raceId: string;
  name: string;
  sex: Sex | null;
  ageMin: number | null;
  ageMax: number | null;
  custom: boolean;
};

/** Who may win: everyone, one sex, one division. Its depth is counted in places, and ties inside it all win (SR-16). */
export type Award = {
  id: string;
  raceId: string;
  name: string;
  /** A race's awards are filled in this order, ascending; a winner leaves the later ones, unless the race allows a double dip. */
  order: number;
  sex: Sex | null;
  divisionId: string | null;
  depth: number;
  basis: 'gun' | 'chip';
};

export type Team = { id: string; raceId: string; name: string };

/**
 * One ranking of a race's teams (SR-28). `points`: places among those who count for a team, the lowest sum wins; `time`: the lowest sum of times wins.
 * The first `scorers` finishers of a team count; the next `displacers` take points from others and count for nothing themselves.
 */
export type TeamContest = {
  id: string;
  raceId: string;
  name: string;
  by: 'points' | 'time';
  basis: 'gun' | 'chip';
  sex: Sex | null;
  divisionId: string | null;
  scorers: number;
  displacers: number;
};

/**
 * The best time so far of everyone, one sex or one division, to be told when it is in reach and when it falls. It decides no result. `holder` is who is printed
 * beside it; records of road races are gun times, but for some of age groups.
 */
export type RaceRecord = {
  id: string;
  raceId: string;
  name: string;
  sex: Sex | null;
  divisionId: string | null;
  basis: 'gun' | 'chip';
  timeMs: number;
  holder: string | null;
  year: number | null;
};

/**
 * `raceAge` is computed by whoever holds the birth date (SR-15, `raceAgeOn`). `customDivisions`: ids of custom divisions. `teamId`: null = unattached.
 * `hidden`: no name in public.
 */
export type Participant = {
  id: string;
  raceId: string;
  waveId: string;
  bib: string;
  sex: Sex | null;
  raceAge: number | null;
  customDivisions: string[];
  teamId: string | null;
  hidden: boolean;
};

/** A chip belongs to a bib; a bib may have several chips (SR-22). */
export type ChipAssignment = { chip: string; bib: string };

export const defaultRules: RaceRules = {
  rankBy: 'chip',
  gunPlaces: 0,
  placesFrom: 'exact',
  roundUpToMs: 1000,
  startWindowMs: 1_800_000,
  minimumFinishMs: 0,
  passingGapMs: 10_000,
  backupWindowMs: 10_000,
  minimumLapMs: 60_000,
  earlyStart: 'gun',
  cutOffMs: null,
  ageOn: 'race-day',
  gunNearMs: 1_800_000,
  doubleDip: false,
  protestMs: 3_600_000,
  fastestKmMs: 120_000,
};
