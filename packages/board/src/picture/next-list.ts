import type { LiveEvent } from '@chute/protocol';
import { type ListOfRace, listsOfRace } from './lists.ts';
import type { Standings } from './standings.ts';

/** The lists with somebody in them, in the order a wall goes through; of one race when `raceId` is given. */
export function listsToShow(event: LiveEvent, standings: Standings, raceId: string | null): ListOfRace[] {
  const races = event.races.filter((race) => raceId === null || race.raceId === raceId);
  return races.flatMap((race) =>
    listsOfRace(event, race.raceId)
      .map((list) => ({ raceId: race.raceId, list }))
      .filter((of) => of.list === 'overall' || standings.ranked(of) > 0),
  );
}

/** The one after `now`; the first when `now` is no longer there. */
export function nextList(lists: readonly ListOfRace[], now: ListOfRace | null): ListOfRace | null {
  const at = now ? lists.findIndex((of) => of.raceId === now.raceId && of.list === now.list) : -1;
  return lists[(at + 1) % lists.length] ?? null;
}
