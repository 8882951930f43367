import type { EntryRef } from '../entry.ts';
import { refKey } from '../log/log-order.ts';
import type { PlacedResult } from '../results.ts';
import type { Sex } from '../setup.ts';
import type { ListChanges } from './compare-lists.ts';

/**
 * Why one participant stands elsewhere. `itself`: these entries moved the result. `others`: the result is as it was, but these others passed it, or fell
 * behind it, or won its award, for these entries; at most ten are named, and `more` says that there were more.
 */
export type Cause = {
  participantId: string;
  moved: 'itself' | 'others';
  entries: EntryRef[];
  otherIds: string[];
  more: boolean;
};

/** One participant in both lists, each with the sex that counted in it. */
export type InBoth = { before: Ranked | undefined; after: Ranked | undefined };
export type Ranked = PlacedResult & { rankedSex: Sex | null };

const namedAtMost = 10;

/** In the order of the changes. `movedBy`: the entries that moved each participant's own result, who was moved first in front. */
export function causesOf(
  changes: ListChanges,
  { movedBy, find }: { movedBy: ReadonlyMap<string, EntryRef[]>; find: (participantId: string) => InBoth },
): Cause[] {
  const movers = [...movedBy.keys()].map((id) => moverOf(id, find(id)));
  const changedIds = new Set([...changes.results, ...changes.awards].map(({ participantId }) => participantId));
  return [...changedIds].map((participantId) => {
    const own = movedBy.get(participantId);
    if (own) return { participantId, moved: 'itself', entries: own, otherIds: [], more: false };
    // Whoever came, or went, was moved: this one is in both.
    const { before, after } = find(participantId);
    const still = { before: ranksOf(before), after: ranksOf(after) };
    const passing = firstOf(movers, (mover) => hasPassed(mover, still));
    // An award can change hands between two whom nobody passed, since it may go by the other clock.
    const others = passing.length > 0 ? passing : firstOf(movers, ({ raceIds }) => raceIds.includes(after!.raceId));
    const otherIds = others.slice(0, namedAtMost).map(({ id }) => id);
    return {
      participantId,
      moved: 'others',
      entries: eachOnce(otherIds.flatMap((id) => movedBy.get(id)!)),
      otherIds,
      more: others.length > namedAtMost,
    };
  });
}

type Ranks = { before: ReadonlyMap<string, number>; after: ReadonlyMap<string, number> };
type Mover = Ranks & { id: string; raceIds: (string | undefined)[] };

function moverOf(id: string, { before, after }: InBoth): Mover {
  return { id, raceIds: [before?.raceId, after?.raceId], before: ranksOf(before), after: ranksOf(after) };
}

/** The place in every ranking of the race. */
function ranksOf(ranked: Ranked | undefined): Map<string, number> {
  const ranks = new Map<string, number>();
  if (!ranked?.places) return ranks;
  const { raceId, rankedSex, places } = ranked;
  ranks.set(raceId, places.overall);
  if (places.sex !== null) ranks.set(`${raceId} ${rankedSex}`, places.sex);
  for (const { divisionId, place } of places.divisions) ranks.set(divisionId, place);
  return ranks;
}

/** Whether the mover is on the other side now, in a ranking in which the place of the one who stood still is another. */
function hasPassed(mover: Ranks, still: Ranks): boolean {
  for (const [ranking, was] of still.before) {
    const is = still.after.get(ranking)!;
    if (is === was) continue;
    const wasAhead = (mover.before.get(ranking) ?? Number.POSITIVE_INFINITY) < was;
    const isAhead = (mover.after.get(ranking) ?? Number.POSITIVE_INFINITY) < is;
    if (wasAhead !== isAhead) return true;
  }
  return false;
}

/** One more than are named, so that it is known whether there are more. */
function firstOf<Item>(items: readonly Item[], matches: (item: Item) => boolean): Item[] {
  const found: Item[] = [];
  for (const item of items) {
    if (found.length > namedAtMost) break;
    if (matches(item)) found.push(item);
  }
  return found;
}

function eachOnce(refs: readonly EntryRef[]): EntryRef[] {
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
}
