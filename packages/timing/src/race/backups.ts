import type { Course } from './course.ts';
import { passingsOf, type TimedRead } from './passings.ts';

/**
 * The reads as if each point had one decoder (SR-07). Reads at a point and at its backups closer than the passing gap are one passing; where the main
 * decoder has it too, at most the backup window after its first read, the backups' reads of it are left out. What a backup heard alone counts at the point.
 */
export function withoutBackups(reads: readonly TimedRead[], { mainOfBackup, race }: Course): readonly TimedRead[] {
  if (mainOfBackup.size === 0 || !reads.some(({ location }) => mainOfBackup.has(location))) return reads;
  const { passingGapMs, backupWindowMs } = race.rules;
  const byPoint = Map.groupBy(reads, ({ location }) => mainOfBackup.get(location) ?? location);
  const leftOut = new Set<TimedRead>();
  for (const here of byPoint.values()) {
    for (const passing of passingsOf(here, passingGapMs)) {
      const isBackup = ({ location }: TimedRead) => mainOfBackup.has(location);
      const main = passing.find((read) => !isBackup(read));
      if (main && main.atMs - passing[0]!.atMs <= backupWindowMs) for (const read of passing.filter(isBackup)) leftOut.add(read);
    }
  }
  return reads.flatMap((read) => {
    if (leftOut.has(read)) return [];
    const main = mainOfBackup.get(read.location);
    return main === undefined ? [read] : [{ ...read, location: main, backup: read.location }];
  });
}
