import type { LiveRow } from '@chute/protocol';
import { raceTime } from '../time-words.ts';

export type FactKind = 'birthday' | 'milestone' | 'first-timer' | 'record' | 'note' | 'team' | 'town';
/** One line to be read out. */
export type Fact = { kind: FactKind; words: string };

/**
 * What there is to say of a runner, always in this order, so that an eye knows where to look. `expectedMs`: the time that a runner who is still on the way will have
 * by the projection.
 */
export function factsOf(row: LiveRow, expectedMs: number | null = null): Fact[] {
  const { birthday, milestone, firstTimer, note, club } = row.announce ?? {};
  const facts: [FactKind, string | undefined][] = [
    ['birthday', birthday && { today: 'Birthday today', 'this-week': 'Birthday this week' }[birthday]],
    ['milestone', milestone],
    ['first-timer', firstTimer ? 'First-timer' : undefined],
    ['record', recordWords(row, expectedMs)],
    ['note', note],
    ['team', [row.team, club === row.team ? undefined : club].filter(Boolean).join(' · ')],
    ['town', townOf(row)],
  ];
  return facts.flatMap(([kind, words]) => (words ? [{ kind, words }] : []));
}

export function townOf({ city, announce }: LiveRow): string {
  return [city, announce?.region, announce?.country].filter(Boolean).join(', ');
}

/** Chip time, as a personal best is. */
function recordWords({ announce, officialChipMs, status }: LiveRow, expectedMs: number | null): string | undefined {
  const best = announce?.personalBestMs;
  if (!best) return undefined;
  if (officialChipMs === null) return expectedMs !== null && expectedMs < best ? `Personal best of ${raceTime(best)} in reach` : undefined;
  if (status !== 'finished' || officialChipMs > best) return undefined;
  if (officialChipMs === best) return `Equals the personal best of ${raceTime(best)}`;
  return `Personal best by ${raceTime(best - officialChipMs)} (was ${raceTime(best)})`;
}
