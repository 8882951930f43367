import type { AwardWinners } from '../results.ts';
import type { Award } from '../setup.ts';
import { compareBibs, compareCodePoints } from './compare-bibs.ts';
import { compareTimed, type Field, type Timed } from './field.ts';

/**
 * Who wins what (SR-16): race by race (by id), each race's awards in the order in which they are filled (then by id).
 * Whoever wins leaves the awards that come later, unless the race allows a double dip; only finishers win.
 */
export function awardWinners(awards: readonly Award[], fields: ReadonlyMap<string, Field>): AwardWinners[] {
  const won = new Set<string>();
  return awards.toSorted(byFilling).map((award) => {
    const field = fields.get(award.raceId);
    const winners = field ? winnersOf(award, field, won) : [];
    if (field && !field.course.race.rules.doubleDip) for (const { participantId } of winners) won.add(participantId);
    return { awardId: award.id, winners };
  });
}

/** From the front until its depth is full. A place counts those who can still win; ties inside the depth all win, so there may be more winners than places. */
function winnersOf(award: Award, field: Field, won: ReadonlySet<string>): AwardWinners['winners'] {
  const winners: (Timed & { place: number })[] = [];
  for (const timed of field.pool(award)) {
    if (won.has(timed.participant.id)) continue;
    const last = winners.at(-1);
    const place = last && compareTimed(last, timed) === 0 ? last.place : winners.length + 1;
    if (place > award.depth) break;
    winners.push({ ...timed, place });
  }
  return winners
    .sort(
      (a, b) =>
        a.place - b.place || compareBibs(a.participant.bib, b.participant.bib) || compareCodePoints(a.participant.id, b.participant.id),
    )
    .map(({ participant, place, timeMs }) => ({ participantId: participant.id, place, timeMs }));
}

function byFilling(a: Award, b: Award): number {
  return compareCodePoints(a.raceId, b.raceId) || a.order - b.order || compareCodePoints(a.id, b.id);
}
