import type { LiveRow } from '@chute/protocol';
import { compareBibs } from './compare-bibs.ts';
import { type ListKey, type ListOfRace, listsOfRow } from './lists.ts';
import { SortedRows } from './sorted-rows.ts';

export type PlacedRow = { row: LiveRow; place: number };

export type Counts = { entered: number; onCourse: number; finished: number };

/** Everyone known, ranked and by time of crossing, brought up to date row by row. A place is counted when it is asked for, never stored. */
export class Standings {
  readonly #rows = new Map<string, LiveRow>();
  readonly #lists: Map<string, SortedRows<LiveRow>>;
  readonly #counts = new Map<string, Counts>();

  constructor(rows: Iterable<LiveRow> = []) {
    // Sorted list by list at once: one by one, the 50,000 of a big race would take a second.
    const members = new Map<string, LiveRow[]>();
    for (const row of rows) {
      this.#rows.set(row.participantId, row);
      this.#count(row, 1);
      for (const list of listsWith(row)) (members.get(list) ?? members.set(list, []).get(list)!).push(row);
    }
    this.#lists = new Map([...members].map(([list, inIt]) => [list, new SortedRows(orderOf(list), inIt)]));
  }

  put(row: LiveRow): void {
    const before = this.#rows.get(row.participantId);
    if (before) this.#unlist(before);
    // In its place, not deleted and added again: a map that is churned so grows to twice its size.
    this.#rows.set(row.participantId, row);
    this.#count(row, 1);
    for (const list of listsWith(row)) {
      if (!this.#lists.has(list)) this.#lists.set(list, new SortedRows(orderOf(list)));
      this.#lists.get(list)!.add(row);
    }
  }

  remove(participantId: string): void {
    const row = this.#rows.get(participantId);
    if (!row) return;
    this.#rows.delete(participantId);
    this.#unlist(row);
  }

  row(participantId: string): LiveRow | null {
    return this.#rows.get(participantId) ?? null;
  }

  /** Competition ranking (1 1 3), SR-12. */
  leaders(of: ListOfRace, count: number): PlacedRow[] {
    const rows = this.#lists.get(rankedId(of))?.first(count) ?? [];
    return rows.map((row) => ({ row, place: this.place(row, of.list)! }));
  }

  /** Null for a row without a place, and for a list it does not stand in. */
  place(row: LiveRow, list: ListKey): number | null {
    const { rankKey } = row;
    if (rankKey === null || !ranksIn(row).includes(list)) return null;
    const ranked = this.#lists.get(rankedId({ raceId: row.raceId, list }));
    return ranked ? ranked.countWhile((other) => other.rankKey! < rankKey) + 1 : null;
  }

  /** Who crossed the line, latest first, by race time and not by arrival: edge and hub show the same order. `null` = all races. */
  latest(raceId: string | null, count: number): readonly LiveRow[] {
    return this.#lists.get(crossedId(raceId ?? allRaces))?.first(count) ?? [];
  }

  ranked(of: ListOfRace): number {
    return this.#lists.get(rankedId(of))?.size ?? 0;
  }

  counts(raceId: string | null): Counts {
    return this.#counts.get(raceId ?? allRaces) ?? { entered: 0, onCourse: 0, finished: 0 };
  }

  #unlist(row: LiveRow): void {
    this.#count(row, -1);
    for (const list of listsWith(row)) this.#lists.get(list)?.remove(row);
  }

  #count(row: LiveRow, by: 1 | -1): void {
    for (const group of [allRaces, row.raceId]) {
      const counts = this.counts(group);
      this.#counts.set(group, {
        entered: counts.entered + by,
        onCourse: counts.onCourse + (row.status === 'running' ? by : 0),
        finished: counts.finished + (hasCrossed(row) ? by : 0),
      });
    }
  }
}

const allRaces = '';
const crossed = 'crossed';

const crossedId = (raceId: string) => `${crossed} ${raceId}`;

const rankedId = ({ raceId, list }: ListOfRace) => `${list} ${raceId}`;

const ranksIn = (row: LiveRow): ListKey[] => (row.status === 'finished' && row.rankKey !== null ? listsOfRow(row) : []);

/** A runner over the time limit crossed the line too, and is shown; a disqualified one is not. */
const hasCrossed = (row: LiveRow) => row.finishedAtMs !== null && (row.status === 'finished' || row.status === 'OTL');

function listsWith(row: LiveRow): string[] {
  const ranked = ranksIn(row).map((list) => rankedId({ raceId: row.raceId, list }));
  return hasCrossed(row) ? [crossedId(allRaces), crossedId(row.raceId), ...ranked] : ranked;
}

const orderOf = (list: string) => (list.startsWith(crossed) ? byCrossingLatestFirst : byRank);

const byRank = (a: LiveRow, b: LiveRow) => a.rankKey! - b.rankKey! || compareBibs(a.bib, b.bib) || byId(a, b);

const byCrossingLatestFirst = (a: LiveRow, b: LiveRow) => b.finishedAtMs! - a.finishedAtMs! || compareBibs(a.bib, b.bib) || byId(a, b);

const byId = (a: LiveRow, b: LiveRow) => (a.participantId < b.participantId ? -1 : a.participantId > b.participantId ? 1 : 0);
