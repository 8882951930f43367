import type { LiveRow } from '@chute/protocol';
import { type ListKey, listsOfRow } from '../lists.ts';
import type { RowFollower } from '../row-follower.ts';
import { SortedRows } from '../sorted-rows.ts';

/** Somebody came in and leads these lists; `isFirst`: nobody was in that list before. */
export type Lead = { participantId: string; raceId: string; atMs: number; lists: { list: ListKey; isFirst: boolean }[] };

/** What counts of a finisher. `lists` as text, to see whether any of it moved. */
type Finisher = { participantId: string; raceId: string; finishedAtMs: number; rankKey: number; lists: string };

/**
 * Who took the lead of which list, and when: of the finishers in the order in which they crossed the line, those who were better than all before. A race ranked
 * by chip time has many such moments, and one ranked by gun time one. It follows from the rows alone, so a page that is loaded anew tells the same story.
 */
export class Leads implements RowFollower {
  readonly #finishers = new Map<string, Finisher>();
  #lists = new Map<string, ListLeads>();
  #told: Lead[] | null = null;

  takeAll(rows: Iterable<LiveRow>): void {
    this.#finishers.clear();
    const members = new Map<string, Finisher[]>();
    const finishers = [...rows].flatMap((row) => finisherOf(row) ?? []);
    // Sorted once, and so in each of their lists.
    for (const finisher of finishers.sort(byCrossing)) {
      this.#finishers.set(finisher.participantId, finisher);
      for (const key of keysOf(finisher)) (members.get(key) ?? members.set(key, []).get(key)!).push(finisher);
    }
    this.#lists = new Map([...members].map(([key, all]) => [key, new ListLeads(all)]));
    this.#told = null;
  }

  put(row: LiveRow): void {
    const before = this.#finishers.get(row.participantId);
    const finisher = finisherOf(row);
    if (before && finisher && isSame(before, finisher)) return;
    if (before) this.remove(row.participantId);
    if (!finisher) return;
    this.#finishers.set(row.participantId, finisher);
    for (const key of keysOf(finisher)) (this.#lists.get(key) ?? this.#lists.set(key, new ListLeads()).get(key)!).add(finisher);
    this.#told = null;
  }

  remove(participantId: string): void {
    const finisher = this.#finishers.get(participantId);
    if (!finisher) return;
    this.#finishers.delete(participantId);
    for (const key of keysOf(finisher)) this.#lists.get(key)?.remove(finisher);
    this.#told = null;
  }

  /** The latest first. `raceId` null = all races. */
  latest(raceId: string | null, count: number): Lead[] {
    this.#told ??= this.#tell();
    const leads = raceId === null ? this.#told : this.#told.filter((lead) => lead.raceId === raceId);
    return leads.slice(0, count);
  }

  #tell(): Lead[] {
    const byRunner = new Map<string, Lead>();
    for (const [key, list] of this.#lists) {
      for (const [at, { participantId, raceId, finishedAtMs }] of list.leaders().entries()) {
        const lead = byRunner.get(participantId) ?? { participantId, raceId, atMs: finishedAtMs, lists: [] };
        byRunner.set(participantId, lead);
        lead.lists.push({ list: listIn(key), isFirst: at === 0 });
      }
    }
    for (const { lists } of byRunner.values()) lists.sort(widestFirst);
    return [...byRunner.values()].sort((a, b) => b.atMs - a.atMs || (a.participantId < b.participantId ? -1 : 1));
  }
}

/** The leaders that one list has had, in their order. */
class ListLeads {
  readonly #members: SortedRows<Finisher>;
  #leaders: Finisher[] | null = null;

  constructor(members: Iterable<Finisher> = []) {
    this.#members = new SortedRows(byCrossing, members);
  }

  add(finisher: Finisher): void {
    const last = this.#members.last();
    this.#members.add(finisher);
    // The usual case: the next one over the line. Only a better one changes anything.
    if (!this.#leaders || !last || byCrossing(last, finisher) > 0) this.#leaders = null;
    else if (isBetter(finisher, this.#leaders.at(-1))) this.#leaders.push(finisher);
  }

  remove(finisher: Finisher): void {
    this.#members.remove(finisher);
    this.#leaders = null;
  }

  leaders(): readonly Finisher[] {
    if (this.#leaders) return this.#leaders;
    const leaders: Finisher[] = [];
    for (const finisher of this.#members.first(this.#members.size)) if (isBetter(finisher, leaders.at(-1))) leaders.push(finisher);
    this.#leaders = leaders;
    return leaders;
  }
}

const isBetter = (finisher: Finisher, leader: Finisher | undefined) => !leader || finisher.rankKey < leader.rankKey;

function finisherOf(row: LiveRow): Finisher | null {
  const { participantId, raceId, finishedAtMs, rankKey, status } = row;
  if (status !== 'finished' || finishedAtMs === null || rankKey === null) return null;
  return { participantId, raceId, finishedAtMs, rankKey, lists: listsOfRow(row).join('\n') };
}

const keysOf = ({ raceId, lists }: Finisher) => lists.split('\n').map((list) => `${raceId} ${list}`);

const listIn = (key: string) => key.slice(key.indexOf(' ') + 1) as ListKey;

const isSame = (a: Finisher, b: Finisher) =>
  a.finishedAtMs === b.finishedAtMs && a.rankKey === b.rankKey && a.lists === b.lists && a.raceId === b.raceId;

const byCrossing = (a: Finisher, b: Finisher) =>
  a.finishedAtMs - b.finishedAtMs || (a.participantId < b.participantId ? -1 : a.participantId > b.participantId ? 1 : 0);

const widths = ['overall', 'sex', 'division'];
const widthOf = (list: ListKey) => widths.indexOf(list.split(':')[0]!);
const widestFirst = (a: { list: ListKey }, b: { list: ListKey }) => widthOf(a.list) - widthOf(b.list) || (a.list < b.list ? -1 : 1);
