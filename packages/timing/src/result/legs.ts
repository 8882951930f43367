import { byId } from '../by-id.ts';
import type { Result } from '../results.ts';
import type { CoursePoint, Race } from '../setup.ts';

/** From one hand-over to the next. `fromPointId` is null where the race has no start point: its first leg begins at the gun. */
export type Leg = { fromPointId: string | null; toPointId: string; legMs: number | null };

/**
 * The legs of a relay, or a triathlon's parts and transitions (SR-27): from the start over each exchange to the finish.
 * A missing exchange leaves the two legs around it unknown; the total stands. Legs are as run, without penalties. The first one begins where the race's
 * ranking does: at the own start in a race by chip, at the gun otherwise, so that the legs add up to the time that ranks.
 */
export function legsOf(result: Result, { race, coursePoints }: { race: Race; coursePoints: readonly CoursePoint[] }): Leg[] {
  const clock = race.rules.rankBy === 'chip' ? 'chipTimeMs' : 'gunTimeMs';
  const points = coursePoints.filter(({ raceId }) => raceId === race.id).sort((a, b) => a.order - b.order || byId(a, b));
  const first = (kind: CoursePoint['kind']) => points.find((point) => point.kind === kind);
  const finishMs = result[clock];
  const ends = points
    .filter(({ kind }) => kind === 'exchange')
    .map(({ id }) => ({ id, atMs: result.splits.find(({ coursePointId }) => coursePointId === id)?.[clock] ?? null }));
  const finish = first('finish');
  if (finish) ends.push({ id: finish.id, atMs: finishMs === null ? null : finishMs - result.penaltyMs });

  let from: { id: string | null; atMs: number | null } = { id: first('start')?.id ?? null, atMs: 0 };
  return ends.map((to) => {
    const leg = { fromPointId: from.id, toPointId: to.id, legMs: betweenMs(from.atMs, to.atMs) };
    from = to;
    return leg;
  });
}

/** Unknown where an end is missing, or where two exchanges were read the wrong way round. */
function betweenMs(fromMs: number | null, toMs: number | null): number | null {
  return fromMs === null || toMs === null || toMs < fromMs ? null : toMs - fromMs;
}
