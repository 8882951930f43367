import type { CoursePoint, Setup } from '@chute/timing';
import { repeated, type SetupProblem } from './setup-problem.ts';

/** Points in an order, a window or a place that cannot be. */
export function coursePointProblems(setup: Setup): SetupProblem[] {
  const finishOrder = new Map(setup.coursePoints.filter((point) => point.kind === 'finish').map((point) => [point.raceId, point.order]));
  const onePoint = setup.coursePoints.flatMap((point, at) => {
    const problems: SetupProblem[] = [];
    const field = `coursePoints[${at}]`;
    if (point.location.trim() === '') {
      problems.push({
        field: `${field}.location`,
        problem: `"${point.name}" has no location`,
        fix: 'name the location as the decoder sends it',
      });
    }
    if (point.kind !== 'finish' && point.order >= (finishOrder.get(point.raceId) ?? Infinity)) {
      problems.push({
        field: `${field}.order`,
        problem: `"${point.name}" does not come before the finish`,
        fix: 'give the finish the highest order of its race',
      });
    }
    if (point.windowFromMs !== null && point.windowToMs !== null && point.windowFromMs >= point.windowToMs) {
      problems.push({
        field: `${field}.windowToMs`,
        problem: 'the window ends before it begins',
        fix: 'set windowToMs above windowFromMs, or null',
      });
    }
    return problems;
  });
  return [...onePoint, ...exchangeProblems(setup), ...backupProblems(setup)];
}

/** Legs go from the start over each exchange to the finish: that needs a course with an end, and exchanges one after the other. */
function exchangeProblems({ races, coursePoints }: Setup): SetupProblem[] {
  const open = new Map(races.filter(({ format }) => format.kind === 'timed' || format.kind === 'backyard').map((race) => [race.id, race]));
  const startOrder = new Map(coursePoints.filter(({ kind }) => kind === 'start').map(({ raceId, order }) => [raceId, order]));
  const exchanges = coursePoints.map((point, at) => ({ point, at })).filter(({ point }) => point.kind === 'exchange');
  const twice = new Set(repeated(exchanges, ({ point }) => `${point.raceId} ${point.order}`).map(({ at }) => exchanges[at]!.at));
  return exchanges.flatMap(({ point, at }) => {
    const problems: SetupProblem[] = [];
    const field = `coursePoints[${at}]`;
    const race = open.get(point.raceId);
    if (race) {
      problems.push({
        field: `${field}.kind`,
        problem: `"${point.name}" is an exchange, but a ${race.format.kind} race has no last leg`,
        fix: 'make it a split, or the race one of format course or laps',
      });
    }
    if (point.order <= (startOrder.get(point.raceId) ?? -Infinity)) {
      problems.push({
        field: `${field}.order`,
        problem: `"${point.name}" does not come after the start`,
        fix: 'give it an order above the start',
      });
    }
    if (twice.has(at)) {
      problems.push({
        field: `${field}.order`,
        problem: `"${point.name}" has the order of another exchange`,
        fix: 'number exchanges in the order in which they are reached',
      });
    }
    return problems;
  });
}

/** A decoder stands by for one location of a race: what it heard could not be two things at once (SR-07). */
function backupProblems({ coursePoints }: Setup): SetupProblem[] {
  const keyOf = (point: CoursePoint, location: string) => JSON.stringify([point.raceId, location]);
  const mains = new Map(coursePoints.map((point) => [keyOf(point, point.location), point]));
  const standsByFor = new Map<string, string>();
  return coursePoints.flatMap((point, at) =>
    point.backupLocations.flatMap((location, place): SetupProblem[] => {
      const field = `coursePoints[${at}].backupLocations[${place}]`;
      const key = keyOf(point, location);
      const main = mains.get(key);
      if (main) {
        return [
          {
            field,
            problem: `${location} is itself the location of "${main.name}"`,
            fix: 'name the location of a decoder that only stands by',
          },
        ];
      }
      const other = standsByFor.get(key) ?? point.location;
      standsByFor.set(key, other);
      if (other === point.location) return [];
      return [{ field, problem: `${location} stands by for ${other} already`, fix: 'a backup stands by for one location of a race' }];
    }),
  );
}
