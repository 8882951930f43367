/**
 * What a race is before it starts. It holds no names of people: those are person records, on a channel of their own.
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
  participants: Participant[];
  chips: ChipAssignment[];
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

export type Race = { id: string; name: string; distanceM: number | null; rules: RaceRules };

/** Every limit is a setting of the race; `defaultRules` gives the values of `scoring.md`. */
export type RaceRules = {
  rankBy: 'gun' | 'chip';
  placesFrom: 'exact' | 'displayed';
  roundUpToMs: number;
  /** SR-04: a start counts from the gun until this long after it, both ends in. */
  startWindowMs: number;
  /** SR-05: a finish counts from gun + this on, limit in. */
  minimumFinishMs: number;
  /** SR-06: reads of one chip at one location closer than this to the one before are one passing. */
  passingGapMs: number;
  backupWindowMs: number;
  minimumLapMs: number;
  /** SR-24 */
  earlyStart: 'gun' | 'actual';
  /** SR-32, on exact gun time, limit in; null = none. */
  cutOffMs: number | null;
  ageOn: 'race-day' | 'year-end';
  /** A decoder's gun starts the nearest scheduled wave at its location within this time. */
  gunNearMs: number;
};

/** Runners who share one gun. `gunLocations`: where a decoder's gun record means this wave; empty = any location. */
export type Wave = { id: string; raceId: string; name: string; scheduledAtMs: number; gunLocations: string[] };

/** A location given a meaning in one race. The window is counted from the wave's gun; null = open. */
export type CoursePoint = {
  id: string;
  raceId: string;
  name: string;
  kind: 'start' | 'split' | 'finish';
  location: string;
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

/** `raceAge` is computed by whoever holds the birth date (SR-15). `customDivisions`: ids of custom divisions. `hidden`: no name in public. */
export type Participant = {
  id: string;
  raceId: string;
  waveId: string;
  bib: string;
  sex: Sex | null;
  raceAge: number | null;
  customDivisions: string[];
  hidden: boolean;
};

/** A chip belongs to a bib; a bib may have several chips (SR-22). */
export type ChipAssignment = { chip: string; bib: string };

export const defaultRules: RaceRules = {
  rankBy: 'chip',
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
};
