import { byId } from '../by-id.ts';
import type { CoursePoint, Division, Race, Setup, Wave } from '../setup.ts';

/** One race of the setup with all that belongs to it, in an order that does not depend on the setup's. */
export type Course = {
  race: Race;
  waves: Wave[];
  starts: CoursePoint[];
  /** Exchanges among them. */
  splits: CoursePoint[];
  finishes: CoursePoint[];
  divisions: Division[];
  /** Backups among them. */
  locations: Set<string>;
  /** The location that a backup stands by for (SR-07). */
  mainOfBackup: Map<string, string>;
  /** A common mat is start and finish at once. */
  commonMats: Set<string>;
};

export function coursesOf(setup: Setup): Map<string, Course> {
  const races = setup.races.toSorted(byId);
  return new Map(races.map((race) => [race.id, courseOf(setup, race)]));
}

function courseOf(setup: Setup, race: Race): Course {
  const points = setup.coursePoints.filter(({ raceId }) => raceId === race.id).sort((a, b) => a.order - b.order || byId(a, b));
  const starts = points.filter(({ kind }) => kind === 'start');
  const finishes = points.filter(({ kind }) => kind === 'finish');
  const startLocations = new Set(starts.map(({ location }) => location));
  return {
    race,
    waves: setup.waves.filter(({ raceId }) => raceId === race.id).sort((a, b) => a.scheduledAtMs - b.scheduledAtMs || byId(a, b)),
    starts,
    splits: points.filter(({ kind }) => kind === 'split' || kind === 'exchange'),
    finishes,
    divisions: setup.divisions.filter(({ raceId }) => raceId === race.id).sort(byId),
    locations: new Set(points.flatMap(({ location, backupLocations }) => [location, ...backupLocations])),
    mainOfBackup: new Map(points.flatMap(({ location, backupLocations }) => backupLocations.map((backup) => [backup, location] as const))),
    commonMats: new Set(finishes.map(({ location }) => location).filter((location) => startLocations.has(location))),
  };
}
