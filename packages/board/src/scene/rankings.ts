import type { LiveEvent } from '@chute/protocol';
import { type ListKey, type ListOfRace, listName } from '../picture/lists.ts';
import { listsToShow } from '../picture/next-list.ts';
import type { Standings } from '../picture/standings.ts';
import type { RaceRef, Ranking } from './layers.ts';
import type { SceneData } from './scene-data.ts';

type Race = LiveEvent['races'][number];

/** Null for a race that this event has not. */
export function raceOf(event: LiveEvent, ref: RaceRef): Race | null {
  return (typeof ref === 'number' ? event.races[ref - 1] : event.races.find(({ raceId }) => raceId === ref)) ?? null;
}

/** The race of a layer: the one it names, or that of the shown runner, or null = all. */
export function raceIdOf({ event }: Pick<SceneData, 'event'>, ref: RaceRef | null): string | null {
  // A race that is not there is no reason to show all of them under its name.
  return event && ref !== null ? (raceOf(event, ref)?.raceId ?? unknownRace) : null;
}

const unknownRace = 'no such race';

/** The list that a ranking means now; null when there is none. */
export function listOf(ranking: Ranking, data: SceneData): ListOfRace | null {
  const { event, standings, row } = data;
  if (!event) return null;
  const [first] = event.races;
  const overall: ListOfRace | null = first ? { raceId: first.raceId, list: 'overall' } : null;
  switch (ranking.by) {
    case 'list': {
      const race = raceOf(event, ranking.race);
      return race && { raceId: race.raceId, list: ranking.list };
    }
    case 'turns': {
      const lists = listsToShow(event, standings, null);
      const withSomebody = lists.filter((of) => standings.ranked(of) > 0);
      return withSomebody[Math.floor(data.turnMs / ranking.everyMs) % Math.max(1, withSomebody.length)] ?? overall;
    }
    case 'runner': {
      if (!row) return overall;
      const list = { overall: 'overall' as const, sex: row.sex && (`sex:${row.sex}` as const), division: divisionList(row.divisionIds[0]) }[
        ranking.list
      ];
      return { raceId: row.raceId, list: list || 'overall' };
    }
    case 'called-up':
      return listsToShow(event, standings, null).find((of) => listTitle(event, of) === data.message) ?? overall;
  }
}

const divisionList = (divisionId: string | undefined): ListKey | null => (divisionId ? `division:${divisionId}` : null);

/** `10 km · Women`, and without the race where there is only one. */
export function listTitle(event: LiveEvent, { raceId, list }: ListOfRace): string {
  const race = event.races.length > 1 ? event.races.find((one) => one.raceId === raceId)?.name : undefined;
  return [race, listName(event, list)].filter(Boolean).join(' · ');
}

/** What the desk can name when it calls up a podium. */
export function listTitles(event: LiveEvent, standings: Standings): string[] {
  return listsToShow(event, standings, null).map((of) => listTitle(event, of));
}
