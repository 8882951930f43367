import type { Misfit, Misfits } from './misfit.ts';
import type { Watched, WatchedRace, WatchedRunner } from './watched.ts';

/** By race and race: those who passed what only the other race passes and nothing that only the own does, and from the other side such, or finishers who passed nothing of the own. */
export function courseMisfits({ races }: Watched): Misfits[] {
  return races.flatMap((own) =>
    races
      .filter((other) => other !== own)
      // Where both sides have passed what is the other's, the pair comes from either side; one is enough.
      .map((other) => ({ ones: misfitsOf(own, other).filter(({ read }) => read), others: misfitsOf(other, own) })),
  );
}

function misfitsOf(own: WatchedRace, other: WatchedRace): Misfit[] {
  const onlyOwn = onlyIn(own, other);
  const onlyOther = onlyIn(other, own);
  return own.runners.flatMap((runner) => {
    if (runner.reads.some(({ location }) => onlyOwn.has(location))) return [];
    const read = runner.reads.find(({ location }) => onlyOther.has(location)) ?? null;
    if (!read && !isFinisher(runner)) return [];
    const shows = read
      ? (clock: (atMs: number) => string) =>
          `was at ${read.location} at ${clock(read.atMs)}, which is only on the way of ${other.course.race.name}`
      : () => `finished without having passed ${[...onlyOwn].sort().join(' or ')}, which is only on its own way`;
    return { runner, evidence: 'course', home: own.course.race.name, read, shows };
  });
}

function onlyIn({ course }: WatchedRace, other: WatchedRace): Set<string> {
  return new Set([...course.locations].filter((location) => !other.course.locations.has(location)));
}

function isFinisher({ result }: WatchedRunner): boolean {
  return result.finishedAtMs !== null;
}
