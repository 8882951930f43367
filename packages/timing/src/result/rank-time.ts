import type { Result } from '../results.ts';
import type { RaceRules } from '../setup.ts';

/** The time that a race ranks on: gun or chip, exact or as displayed (SR-10). Null for whoever has no place. */
export function rankMsOf(result: Result, rules: RaceRules): number | null {
  return result.status === 'finished' ? raceMsOf(result, rules) : null;
}

/** The same for everyone with a finish, place or none. */
export function raceMsOf(result: Result, { rankBy, placesFrom }: RaceRules): number | null {
  if (placesFrom === 'displayed') return rankBy === 'gun' ? result.officialGunMs : result.officialChipMs;
  return rankBy === 'gun' ? result.gunTimeMs : result.chipTimeMs;
}
