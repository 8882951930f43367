import type { ByteWriter } from '../byte-writer.ts';
import type { Basis, PlacedResult, ResultList, Standings } from '../results.ts';
import type { Setup } from '../setup.ts';
import { sha256HexOf } from '../sha256.ts';

/** With what it was computed from, and the hash that tells two machines whether they agree. */
export function resultList(setup: Setup, standings: Standings, basis: Basis): ResultList {
  return { basis, ...standings, hash: hashOfResults(setup, standings.results) };
}

/**
 * SHA-256 over one line a result: participant, status, exact times, splits, laps and places; what rounding makes of them is settled by the basis.
 * Kept short, since a list of 50,000 is hashed while people wait: a course point is its rank by id, and division places stand in the order of the divisions.
 */
export function hashOfResults(setup: Pick<Setup, 'coursePoints'>, results: readonly PlacedResult[]): string {
  const pointIds = setup.coursePoints.map(({ id }) => id).sort();
  const rankOfPoint = new Map(pointIds.map((id, rank) => [id, rank]));
  return sha256HexOf((to) => writeLines(results, rankOfPoint, to));
}

function writeLines(results: readonly PlacedResult[], rankOfPoint: ReadonlyMap<string, number>, to: ByteWriter): void {
  const number = (value: number | null) => {
    to.text(' ');
    to.integer(value);
  };
  for (const { participantId, status, gunTimeMs, chipTimeMs, splits, laps, places } of results) {
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
    for (const lap of laps) {
      number(lap.gunTimeMs);
      number(lap.chipTimeMs);
    }
    number(places?.overall ?? null);
    number(places?.sex ?? null);
    for (const { place } of places?.divisions ?? []) number(place);
    to.text('\n');
  }
}
