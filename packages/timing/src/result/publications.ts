import type { EventLog } from '../log/event-log.ts';
import type { Publication } from '../results.ts';

/** The lists of a race that were posted, in log order; a voided posting never was. Protests are heard until a list of the race is official. */
export function publicationsOf(log: EventLog, raceId: string): Publication[] {
  const course = log.courses.get(raceId);
  if (!course) return [];
  const { protestMs } = course.race.rules;
  const posted = log.corrections.publications.inForce(raceId);
  const lastOfficial = posted.findLastIndex(({ as }) => as === 'official');
  return posted.map(({ as, frontier, arrivedAtMs, journalId, seq }, index) => ({
    raceId,
    as,
    frontier,
    postedAtMs: arrivedAtMs,
    protestUntilMs: index > lastOfficial && protestMs > 0 ? arrivedAtMs + protestMs : null,
    source: { journalId, seq },
  }));
}
