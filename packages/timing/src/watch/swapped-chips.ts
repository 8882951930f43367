import { courseMisfits } from './course-misfits.ts';
import type { Misfit } from './misfit.ts';
import { startMisfits } from './start-misfits.ts';
import type { WatchOut } from './watch-out.ts';
import type { Watched } from './watched.ts';
import { byBib, clockText, compareRunners } from './wording.ts';

/** Chips handed out one after the other: bibs this near were on one table. */
const nearBibs = 10;
/** Bibs further apart are told as a pair only if so few fit: among more a pair is a guess. */
const fewFit = 3;
/** More than these are no mix-up of two people: the points or guns of a race are wrong. */
const manyFit = 50;

/** Pairs of runners whose reads fit the other's race or wave better than the own: nearest bibs first, each in one pair at most. */
export function swappedChips(watched: Watched): WatchOut[] {
  const paired = new Set<string>();
  return [...courseMisfits(watched), ...startMisfits(watched)].flatMap((misfits) =>
    pairs(misfits).flatMap(({ one, other, others }) => {
      if ([one, other].some(({ runner }) => paired.has(runner.participant.id))) return [];
      for (const { runner } of [one, other]) paired.add(runner.participant.id);
      return [tell([one, other].sort(byBib) as [Misfit, Misfit], { others, watched })];
    }),
  );
}

type Pair = { one: Misfit; other: Misfit; others: number };

/** Of one and the other side all whose bibs are near, or the few there are. */
function pairs({ ones, others }: { ones: Misfit[]; others: Misfit[] }): Pair[] {
  const fit = Math.max(ones.length, others.length);
  if (fit > manyFit) return [];
  const apart = ({ one, other }: Pair) => bibsApart(one.runner.participant.bib, other.runner.participant.bib);
  return ones
    .flatMap((one) => others.map((other) => ({ one, other, others: fit - 1 })))
    .filter((pair) => fit <= fewFit || apart(pair) <= nearBibs)
    .sort((a, b) => apart(a) - apart(b) || compareRunners(a.one.runner, b.one.runner) || compareRunners(a.other.runner, b.other.runner));
}

/** Bibs that are no numbers are further apart than any others. */
function bibsApart(a: string, b: string): number {
  const apart = Math.abs(Number(a) - Number(b));
  return Number.isNaN(apart) ? Number.MAX_SAFE_INTEGER : apart;
}

function tell([one, other]: [Misfit, Misfit], { others, watched: { log } }: { others: number; watched: Watched }): WatchOut {
  const [a, b] = [one.runner.participant, other.runner.participant];
  const shown = (misfit: Misfit) => `${misfit.runner.participant.bib} (${misfit.home}) ${misfit.shows((atMs) => clockText(log, atMs))}`;
  const sure = others === 0 ? 'have probably' : 'may have';
  const more = others === 0 ? '' : others === 1 ? ' One more fits as well.' : ` ${others} more fit as well.`;
  return {
    code: 'swapped-chips',
    raceId: a.raceId === b.raceId ? a.raceId : null,
    participantIds: [a.id, b.id],
    sources: [one, other].flatMap(({ read }) => (read ? [log.heard.table.sourceOf(read.row)] : [])),
    facts: { evidence: one.evidence, others },
    sentence: `Bib ${a.bib} and bib ${b.bib} ${sure} swapped chips: ${shown(one)}, and ${shown(other)}.${more} Assign the chips the other way round, or leave it if they changed ${a.raceId === b.raceId ? 'waves' : 'races'}.`,
  };
}
