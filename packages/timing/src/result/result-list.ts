import { ByteWriter } from '../byte-writer.ts';
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
 * SHA-256 over one line a result: participant, status, exact times, splits and places; what rounding makes of them is settled by the basis.
 * Kept short, since a list of 50,000 is hashed while people wait: a course point is its rank by id, and division places stand in the order of the divisions.
 */
export function hashOfResults(setup: Pick<Setup, 'coursePoints'>, results: readonly PlacedResult[]): string {
  const pointIds = setup.coursePoints.map(({ id }) => id).sort();
  const rankOfPoint = new Map(pointIds.map((id, rank) => [id, rank]));
  const to = new ByteWriter();
  const number = (value: number | null) => {
    to.text(' ');
    to.integer(value);
  };
  for (const { participantId, status, gunTimeMs, chipTimeMs, splits, places } of results) {
    to.text(participantId);
    to.text(' ');
    to.text(status);
    number(gunTimeMs);
    number(chipTimeMs);
    number(splits.length);
    for (const split of splits) {
      number(rankOfPoint.get(split.coursePointId) ?? null);
      number(split.gunTimeMs);
      number(split.chipTimeMs);
    }
    number(places?.overall ?? null);
    number(places?.sex ?? null);
    for (const { place } of places?.divisions ?? []) number(place);
    to.text('\n');
  }
  return sha256Hex(to.bytes());
}
