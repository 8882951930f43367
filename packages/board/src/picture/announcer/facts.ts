import type { LiveRow } from '@chute/protocol';
import { raceTime } from '../time-words.ts';
import type { Expected } from './coming-in.ts';
import { recordFacts } from './record-words.ts';
import type { StandingRecord } from './records.ts';

export type FactKind = 'record' | 'old-record' | 'birthday' | 'milestone' | 'first-timer' | 'personal-best' | 'note' | 'team' | 'town';
/** One line to be read out. */
export type Fact = { kind: FactKind; words: string };

/**
 * What there is to say of a runner, always in this order, so that an eye knows where to look. `expected`: the times that a runner who is still on the way will have
 * by the projection. `records`: those of the event, as they stand now.
 */
export function factsOf(row: LiveRow, expected: Expected | null = null, records: readonly StandingRecord[] = []): Fact[] {
  const { birthday, milestone, firstTimer, note, club } = row.announce ?? {};
  const facts: [FactKind, string | undefined][] = [
    ...recordFacts(row, expected, records).map(({ kind, words }): [FactKind, string] => [kind, words]),
    ['birthday', birthday && { today: 'Birthday today', 'this-week': 'Birthday this week' }[birthday]],
    ['milestone', milestone],
    ['first-timer', firstTimer ? 'First-timer' : undefined],
    ['personal-best', bestWords(row, expected)],
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
function bestWords({ announce, officialChipMs, status }: LiveRow, expected: Expected | null): string | undefined {
  const best = announce?.personalBestMs;
  if (!best) return undefined;
  if (officialChipMs === null)
    return expected !== null && expected.chip.timeMs < best ? `Personal best of ${raceTime(best)} in reach` : undefined;
  if (status !== 'finished' || officialChipMs > best) return undefined;
  if (officialChipMs === best) return `Equals the personal best of ${raceTime(best)}`;
  return `Personal best by ${raceTime(best - officialChipMs)} (was ${raceTime(best)})`;
}
