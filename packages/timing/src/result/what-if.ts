import type { Correction } from '../log/corrections.ts';
import type { EventLog } from '../log/event-log.ts';
import type { PlacedResult, Result, Standings } from '../results.ts';
import type { Setup } from '../setup.ts';
import { compareHonours, type ListChanges, type ResultChange, resultChange } from './compare-lists.ts';
import { inListOrder } from './compare-results.ts';
import type { Move, ResultBook } from './result-book.ts';

type Scoring = { setup: Setup; log: EventLog; book: ResultBook; honours: () => Omit<Standings, 'results'> };

/** What `compareLists` would say of the list with and without these corrections, which leave no trace. Only those who may have moved are looked at. */
export function whatIf(entries: readonly Correction[], { setup, log, book, honours }: Scoring): ListChanges {
  const honoursNow = honours();
  let moves: Map<string, Move>;
  let supposed: Map<string, PlacedResult>;
  let honoursThen: typeof honoursNow;
  try {
    moves = book.score(log.reachedBy(log.suppose(entries)));
    supposed = placedOf(book, moves);
    honoursThen = honours();
  } finally {
    book.score(log.reachedBy(log.takeBack(entries)));
  }
  const results = changesBetween(placedOf(book, moves), supposed, setup);
  return { results, ...compareHonours(honoursNow, honoursThen) };
}

/** Those who moved, and everyone behind the foremost of them: nobody ahead has another place for it. */
function placedOf(book: ResultBook, moves: ReadonlyMap<string, Move>): Map<string, PlacedResult> {
  const foremostKeys = new Map<string, number>();
  for (const { before, now, foremostKey } of moves.values()) {
    for (const result of [before, now]) {
      if (result) foremostKeys.set(result.raceId, Math.min(foremostKey, foremostKeys.get(result.raceId) ?? foremostKey));
    }
  }
  const isReached = ({ participantId, raceId }: Result) => {
    const foremost = foremostKeys.get(raceId) ?? Number.POSITIVE_INFINITY;
    return moves.has(participantId) || (book.rankKey(participantId) ?? Number.NEGATIVE_INFINITY) > foremost;
  };
  const placed = new Map<string, PlacedResult>();
  for (const result of book.results()) {
    if (isReached(result)) placed.set(result.participantId, { ...result, places: book.places(result.participantId) });
  }
  return placed;
}

/** In the order of the later list; whoever is gone last, in the order of the earlier one. */
function changesBetween(before: Map<string, PlacedResult>, after: Map<string, PlacedResult>, setup: Setup): ResultChange[] {
  const changes = new Map<string, ResultChange>();
  const differs = (id: string) => {
    const change = resultChange(before.get(id), after.get(id));
    if (change) changes.set(id, change);
    return changes.has(id);
  };
  const staying = [...after.values()].filter(({ participantId }) => differs(participantId));
  const gone = [...before.values()].filter(({ participantId }) => !after.has(participantId) && differs(participantId));
  const inOrder = [...inListOrder(setup, staying), ...inListOrder(setup, gone)];
  return inOrder.map(({ participantId }) => changes.get(participantId)!);
}
