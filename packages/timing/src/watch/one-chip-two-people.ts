import type { TimedRead } from '../race/passings.ts';
import { compareBibs } from '../result/compare-bibs.ts';
import type { CoursePoint } from '../setup.ts';
import { formatRaceTime } from '../time/race-time-text.ts';
import type { WatchOut } from './watch-out.ts';
import { isHeardAt, type Watched, type WatchedRace, type WatchedRunner } from './watched.ts';
import { bibsText, byBib, clockText, compareRunners, eachOrTogether } from './wording.ts';

/** Where the distance between two mats is not known, they are at least further apart than anybody gets in this time. */
const apartMsMin = 2_000;

/** Reads of one holder that one person cannot have made, and chips or bibs that the setup gives to two. `toldIds`: those whose times are told as impossible already. */
export function oneChipTwoPeople(watched: Watched, toldIds: ReadonlySet<string>): WatchOut[] {
  return [...watched.races.flatMap((race) => tooFarApart(race, watched, toldIds)), ...chipsOfTwoBibs(watched), ...bibsOfTwo(watched)];
}

type Clash = { runner: WatchedRunner; reads: [TimedRead, TimedRead]; apartMs: number; neededMs: number };

function tooFarApart(race: WatchedRace, { log }: Watched, toldIds: ReadonlySet<string>): WatchOut[] {
  const ways = new Ways(race);
  const clashes = race.runners.filter(({ participant }) => !toldIds.has(participant.id)).flatMap((runner) => clashOf(runner, ways) ?? []);
  const keyOf = ({ reads }: Clash) =>
    reads
      .map(({ location }) => location)
      .sort()
      .join('\n');
  const byPlaces = Map.groupBy(clashes.sort(byBib), keyOf);
  return [...byPlaces]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]) =>
      eachOrTogether(same, (some): WatchOut => {
        const { runner, reads, apartMs, neededMs } = some[0]!;
        const [first, second] = reads;
        const seen = `${first.location} at ${clockText(log, first.atMs)} and ${second.location} ${formatRaceTime(apartMs)} later`;
        return {
          code: 'one-chip-two-people',
          raceId: race.course.race.id,
          participantIds: some.map(({ runner }) => runner.participant.id),
          sources: some.flatMap(({ reads }) => reads.map(({ row }) => log.heard.table.sourceOf(row))),
          facts: { how: 'too-far-apart', locations: [first.location, second.location], apartMs, neededMs },
          sentence:
            some.length === 1
              ? `Bib ${runner.participant.bib} was heard at ${seen}, and nobody moves that fast: two people may wear its chip. Find out who has it, and void the reads of the other one.`
              : `${some.length} runners (${bibsText(some.map(({ runner }) => runner))}) were heard at ${first.location} and ${second.location} closer together than anybody moves. So many at once: one of the two mats may hear the other's runners, or one of the clocks is wrong.`,
        };
      }),
    );
}

/** The first two reads, one after the other, that are too far apart. */
function clashOf(runner: WatchedRunner, ways: Ways): Clash | null {
  const { reads } = runner;
  for (let at = 1; at < reads.length; at++) {
    const [first, second] = [reads[at - 1]!, reads[at]!];
    if (first.location === second.location) continue;
    const apartMs = second.atMs - first.atMs;
    const neededMs = ways.neededMs(first.location, second.location);
    if (apartMs < neededMs) return { runner, reads: [first, second], apartMs, neededMs };
  }
  return null;
}

/** The shortest time from one location to another, by the distances of the points there. */
class Ways {
  readonly #points: readonly CoursePoint[];
  readonly #distances: ReadonlyMap<CoursePoint, number | null>;
  readonly #fastestKmMs: number;
  readonly #known = new Map<string, Map<string, number>>();

  constructor({ course, stages }: WatchedRace) {
    this.#distances = new Map(
      stages.flatMap(({ points, distanceM }) => points.map((point) => [point, point.distanceM ?? distanceM] as const)),
    );
    this.#points = [...this.#distances.keys()];
    this.#fastestKmMs = course.race.rules.fastestKmMs;
  }

  /** 0 where nothing can be said: a place off the course, or start and finish, which often stand side by side. */
  neededMs(from: string, to: string): number {
    const known = this.#known.get(from) ?? new Map<string, number>();
    this.#known.set(from, known);
    const neededMs = known.get(to) ?? this.#shortestMs(from, to);
    known.set(to, neededMs);
    return neededMs;
  }

  #shortestMs(from: string, to: string): number {
    const pointsAt = (location: string) => this.#points.filter((point) => isHeardAt(point, location));
    const waysMs = pointsAt(from).flatMap((a) => pointsAt(to).map((b) => this.#betweenMs(a, b)));
    return waysMs.length === 0 ? 0 : Math.min(...waysMs);
  }

  #betweenMs(a: CoursePoint, b: CoursePoint): number {
    const isLine = ({ kind }: CoursePoint) => kind === 'start' || kind === 'finish';
    if (a === b || (isLine(a) && isLine(b))) return 0;
    const [aM, bM] = [this.#distances.get(a)!, this.#distances.get(b)!];
    return aM === null || bM === null ? apartMsMin : (Math.abs(bM - aM) * this.#fastestKmMs) / 1000;
  }
}

/** Two lines of the setup give one chip to two bibs that are worn, and nobody has assigned it since. */
function chipsOfTwoBibs({ setup, log }: Watched): WatchOut[] {
  const byChip = Map.groupBy(setup.chips, ({ chip }) => chip);
  const shared = [...byChip].filter(([chip, lines]) => lines.length > 1 && log.corrections.assigns.inForce(chip).length === 0);
  return shared
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([chip, lines]): WatchOut[] => {
      const bibs = [...new Set(lines.map(({ bib }) => bib))].filter((bib) => log.roster.bib(bib).claims.length > 0).sort(compareBibs);
      if (bibs.length < 2) return [];
      const wearers = bibs.map((bib) => log.roster.bib(bib).claims[0]!.participant);
      return [
        {
          code: 'one-chip-two-people',
          raceId: raceOfAll(wearers),
          participantIds: wearers.map(({ id }) => id),
          sources: [],
          facts: { how: 'two-bibs', chip, bibs },
          sentence: `The setup gives chip ${chip} to ${bibsText(wearers.map((participant) => ({ participant })))}, and its reads can go to one of them only. Look who wears it and assign it to that bib.`,
        },
      ];
    });
}

/** A bib that several wear, and that was heard: all its reads go to one of them. */
function bibsOfTwo({ races, log }: Watched): WatchOut[] {
  const shared = races
    .flatMap(({ runners }) => runners)
    .filter(({ participant, reads }) => reads.length > 0 && log.roster.bib(participant.bib).claims.length > 1);
  return shared.sort(compareRunners).map(({ participant, reads }): WatchOut => {
    const wearers = log.roster.bib(participant.bib).claims.map((claim) => claim.participant);
    return {
      code: 'one-chip-two-people',
      raceId: raceOfAll(wearers),
      participantIds: wearers.map(({ id }) => id),
      sources: reads.map(({ row }) => log.heard.table.sourceOf(row)),
      facts: { how: 'two-wearers', bib: participant.bib, reads: reads.length },
      sentence: `Bib ${participant.bib} is worn by ${wearers.length} participants, and all its reads go to one of them. Give the other one a bib of its own, then assign the chip.`,
    };
  });
}

function raceOfAll(wearers: readonly { raceId: string }[]): string | null {
  const raceIds = new Set(wearers.map(({ raceId }) => raceId));
  return raceIds.size === 1 ? wearers[0]!.raceId : null;
}
