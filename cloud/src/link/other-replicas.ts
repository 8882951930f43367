import type { Logger } from '@chute/service';
import { type EventKey, marksOf } from '../store/all-tenants.ts';
import type { Database } from '../store/db.ts';

type Links = {
  /** Events that an edge connected here asks for. */
  eventsWanted(): EventKey[];
  onStored(stored: { partnerId: string; eventIds: readonly string[] }): void;
};

/** What another replica has stored is seen here within a second, by the counters of the events that our edges want: then their links look again. */
export function watchOtherReplicas(of: { db: Database; links: Links; log: Logger; everyMs?: number }): { stop(): Promise<void> } {
  const { db, links, log, everyMs = 1_000 } = of;
  let seen = new Map<string, number>();
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error) => log.warn({ err: error }, 'what other hubs have stored could not be looked at'))
      .finally(() => {
        looking = undefined;
      });
  }, everyMs);
  timer.unref();

  async function look(): Promise<void> {
    const found = await marksOf(db, links.eventsWanted());
    for (const { partnerId, eventId, marks } of found)
      if (seen.get(keyOf({ partnerId, eventId })) !== marks) links.onStored({ partnerId, eventIds: [eventId] });
    seen = new Map(found.map((event) => [keyOf(event), event.marks]));
  }

  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

function keyOf({ partnerId, eventId }: EventKey): string {
  return `${partnerId}/${eventId}`;
}
