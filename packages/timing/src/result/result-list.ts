import type { Basis, PlacedResult, Result, ResultList } from '../results.ts';
import type { Setup } from '../setup.ts';
import { sha256Hex } from '../sha256.ts';
import { inListOrder } from './compare-results.ts';
import type { Standings } from './standings.ts';

/** The whole list in order, with places and the hash that tells two machines whether they agree. */
export function resultList(from: { setup: Setup; results: Iterable<Result>; standings: Standings; basis: Basis }): ResultList {
  const ordered = inListOrder(from.setup, from.results);
  const results = ordered.map((result) => ({ ...result, places: from.standings.placesOf(result.participantId) }));
  return { basis: from.basis, results, hash: hashOfResults(from.setup, results) };
}

/**
 * SHA-256 over one line a result: participant, status, times, splits and places. Kept short, since a list of 50,000 is hashed while people wait:
 * a course point is its rank by id, and a division place stands in the order of the divisions, which the basis settles.
 */
export function hashOfResults(setup: Pick<Setup, 'coursePoints'>, results: readonly PlacedResult[]): string {
  const pointIds = setup.coursePoints.map(({ id }) => id).sort();
  const rankOfPoint = new Map(pointIds.map((id, rank) => [id, rank]));
  const lines = results.map((result) => {
    const { participantId, status, startedAtMs, gunTimeMs, chipTimeMs, officialGunMs, officialChipMs, penaltyMs, places } = result;
    const splits = result.splits.map(({ coursePointId, gunTimeMs: splitMs }) => ` ${rankOfPoint.get(coursePointId)}:${splitMs}`).join('');
    const placed = places ? ` #${places.overall} ${places.sex} ${places.divisions.map(({ place }) => place).join(' ')}` : '';
    return `${participantId} ${status} ${startedAtMs} ${gunTimeMs} ${chipTimeMs} ${officialGunMs} ${officialChipMs} ${penaltyMs}${splits}${placed}`;
  });
  return sha256Hex(lines.join('\n'));
}
