import type { LiveEvent, LiveRow } from '@chute/protocol';
import { type ListKey, listName, listsOfRow } from './lists.ts';
import type { Standings } from './standings.ts';

/** `1st`, `22nd`, `113th`. */
export function ordinal(place: number): string {
  const lastTwo = place % 100;
  const suffix = lastTwo >= 11 && lastTwo <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${place}${suffix}`;
}

export type PlaceInList = { list: ListKey; name: string; place: number };

/** Where a runner stands now in each list, widest first. */
export function placesOf(row: LiveRow, standings: Standings, event: LiveEvent): PlaceInList[] {
  return listsOfRow(row).flatMap((list) => {
    const place = standings.place(row, list);
    return place === null ? [] : [{ list, name: listName(event, list), place }];
  });
}

/** A person without a record, or hidden in public, is called by the bib. Nobody is invented. */
export function nameOrBib(row: LiveRow): string {
  return row.name?.trim() || `Bib ${row.bib}`;
}

/** The rounded time that places this runner. */
export function officialMs(row: LiveRow): number | null {
  return row.ranksOn === 'gun' ? row.officialGunMs : row.officialChipMs;
}
