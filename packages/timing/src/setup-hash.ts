import { writeCanonical } from './canonical-json.ts';
import type { Participant, Setup } from './setup.ts';
import { sha256HexOf } from './sha256.ts';

/** The setup in the one order that is hashed and stored: every list by its id (chips by chip, transitions by time). */
export function canonicalSetup(setup: Setup): Setup {
  return {
    v: setup.v,
    event: { ...setup.event, transitions: setup.event.transitions.toSorted((a, b) => a.fromMs - b.fromMs) },
    races: byText(setup.races, (race) => race.id),
    waves: byText(setup.waves, (wave) => wave.id).map((wave) => ({ ...wave, gunLocations: wave.gunLocations.toSorted() })),
    coursePoints: byText(setup.coursePoints, (point) => point.id).map((point) => ({
      ...point,
      backupLocations: point.backupLocations.toSorted(),
    })),
    divisions: byText(setup.divisions, (division) => division.id),
    awards: byText(setup.awards, (award) => award.id),
    teams: byText(setup.teams, (team) => team.id),
    teamContests: byText(setup.teamContests, (contest) => contest.id),
    participants: byText(setup.participants, (one) => one.id).map(withSortedDivisions),
    chips: byText(setup.chips, (assignment) => assignment.chip),
    // A setup without them keeps the name that it has always had.
    ...(setup.records?.length ? { records: byText(setup.records, (record) => record.id) } : {}),
  };
}

/** Names a setup: SHA-256 of the RFC 8785 JSON of its canonical form, 64 hex digits. Equal content gives an equal hash, whatever the order of its lists. */
export function setupHash(setup: Setup): string {
  return sha256HexOf((to) => writeCanonical(canonicalSetup(setup), to));
}

function byText<T>(list: readonly T[], key: (one: T) => string): T[] {
  return list.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function withSortedDivisions(one: Participant): Participant {
  return one.customDivisions.length < 2 ? one : { ...one, customDivisions: one.customDivisions.toSorted() };
}
