import { byId } from '../by-id.ts';
import type { EventLog } from '../log/event-log.ts';
import { compareBibs } from '../result/compare-bibs.ts';
import { localText } from '../time/zone-time.ts';
import type { WatchedRunner } from './watched.ts';

/** So many alike have one cause (a mat, a clock, a distance that is wrong) and are told as one; fewer are told each by itself. */
export const togetherFrom = 10;

const bibsNamed = 5;

export function eachOrTogether<Case, Told>(cases: readonly Case[], tell: (some: readonly Case[]) => Told): Told[] {
  if (cases.length >= togetherFrom) return [tell(cases)];
  return cases.map((one) => tell([one]));
}

export function byBib(a: { runner: WatchedRunner }, b: { runner: WatchedRunner }): number {
  return compareRunners(a.runner, b.runner);
}

/** By bib, then by id, since one bib may be worn by two. */
export function compareRunners(
  { participant: a }: Pick<WatchedRunner, 'participant'>,
  { participant: b }: Pick<WatchedRunner, 'participant'>,
): number {
  return compareBibs(a.bib, b.bib) || (a.id === b.id ? 0 : byId(a, b));
}

/** Of two and more: `bibs 7, 8 and 9`, `bibs 7, 8, 9, 10, 11 and 301 more`. */
export function bibsText(runners: readonly Pick<WatchedRunner, 'participant'>[]): string {
  const bibs = runners.map(({ participant }) => participant.bib);
  const more = bibs.length - bibsNamed;
  if (more > 0) return `bibs ${bibs.slice(0, bibsNamed).join(', ')} and ${more} more`;
  return `bibs ${bibs.slice(0, -1).join(', ')} and ${bibs.at(-1)}`;
}

/** `09:41:07` on the clock of the event. */
export function clockText({ days }: EventLog, atMs: number): string {
  return localText(days.transitions, atMs).slice(11, 19);
}
