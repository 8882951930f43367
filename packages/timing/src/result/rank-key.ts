import type { Result } from '../results.ts';
import type { RaceRules } from '../setup.ts';

/** More than any time: 8.7 years. */
const behindMs = 2 ** 38;
/** More than any time on either side of it; 10,000 laps of it are still a whole number that is exact. */
const lapMs = 2 ** 39;

/**
 * What finishers are ordered by: lower is better, equal shares the place. Usually the time that the race ranks on; with laps, more of them first (SR-18).
 * `frontUntilMs`: in a race of mixed ranking those with at most this gun time are placed by it, ahead of everyone else (SR-35).
 * Null for whoever has no place (SR-13).
 */
export function rankKeyOf(result: Result, rules: RaceRules, frontUntilMs: number): number | null {
  const timeMs = result.status === 'finished' ? raceMsOf(result, rules, frontUntilMs) : null;
  if (timeMs === null) return null;
  const isBehind = rules.rankBy === 'mixed' && !isInFront(result, rules, frontUntilMs);
  return timeMs + (isBehind ? behindMs : 0) - result.laps.length * lapMs;
}

/** By which of the two times the finisher with this key is placed. */
export function ranksOn(rankKey: number | null, { rankBy }: RaceRules): 'gun' | 'chip' {
  if (rankBy !== 'mixed') return rankBy;
  if (rankKey === null) return 'chip';
  const withoutLaps = ((rankKey % lapMs) + lapMs) % lapMs;
  return withoutLaps < behindMs ? 'gun' : 'chip';
}

/** The time that the race ranks on: gun or chip, exact or as displayed (SR-10). The same for everyone with a finish, place or none; null without one. */
export function raceMsOf(result: Result, rules: RaceRules, frontUntilMs = Number.POSITIVE_INFINITY): number | null {
  if (rules.rankBy === 'chip') return chipMsOf(result, rules);
  if (rules.rankBy === 'mixed' && !isInFront(result, rules, frontUntilMs)) return chipMsOf(result, rules);
  return gunMsOf(result, rules);
}

export function gunMsOf(result: Result, { placesFrom }: RaceRules): number | null {
  return placesFrom === 'displayed' ? result.officialGunMs : result.gunTimeMs;
}

export function chipMsOf(result: Result, { placesFrom }: RaceRules): number | null {
  return placesFrom === 'displayed' ? result.officialChipMs : result.chipTimeMs;
}

function isInFront(result: Result, rules: RaceRules, frontUntilMs: number): boolean {
  return gunMsOf(result, rules)! <= frontUntilMs;
}
