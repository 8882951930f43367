import type { WatchOut } from './watch-out.ts';
import type { Watched } from './watched.ts';
import { clockText, compareRunners } from './wording.ts';

/** Reads from a minute before the schedule on count as a start: earlier ones are people on their way to the line. */
const beforeScheduleMs = 60_000;

/** Runners of a wave on the course, and no gun: nobody of it has a result (SR-02). */
export function waveWithoutGun({ races, log }: Watched): WatchOut[] {
  return races.flatMap(({ course, runners }) =>
    course.waves.flatMap((wave): WatchOut[] => {
      if (log.starts.startOfWave.has(wave.id)) return [];
      const isHeard = ({ atMs, location }: { atMs: number; location: string }) =>
        atMs >= wave.scheduledAtMs - beforeScheduleMs && course.locations.has(location);
      const out = runners
        .filter(({ participant }) => participant.waveId === wave.id)
        .map(({ participant, reads }) => ({ participant, reads: reads.filter(isHeard) }))
        .filter(({ reads }) => reads.length > 0)
        .sort(compareRunners);
      if (out.length === 0) return [];

      const { table } = log.heard;
      const rows = out.flatMap(({ reads }) => [reads[0]!.row, reads.at(-1)!.row]);
      const first = rows.reduce((a, b) => (table.compare(b, a) < 0 ? b : a));
      const last = rows.reduce((a, b) => (table.compare(b, a) > 0 ? b : a));
      const [firstReadAtMs, lastReadAtMs] = [table.atMs(first), table.atMs(last)];
      const who = out.length === 1 ? '1 runner' : `${out.length} runners`;
      return [
        {
          code: 'wave-without-gun',
          raceId: course.race.id,
          participantIds: out.map(({ participant }) => participant.id),
          sources: [first, last].map((row) => table.sourceOf(row)),
          facts: { waveId: wave.id, runners: out.length, firstReadAtMs, lastReadAtMs },
          sentence: `Wave ${wave.name} of ${course.race.name} has no gun, and ${who} of it ${out.length === 1 ? 'was' : 'were'} read from ${clockText(log, firstReadAtMs)} to ${clockText(log, lastReadAtMs)}. Without a gun nobody of it has a result: enter the gun, or give the wave one that was heard.`,
        },
      ];
    }),
  );
}
