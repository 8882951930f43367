import type { LiveEvent } from '@chute/protocol';
import type { DeskDisplay } from './desk-store.ts';
import type { RunnerMessage } from './runner-messages-api.ts';

/** What a message may be for, by name. */
export type MessageNames = {
  races: readonly Pick<LiveEvent['races'][number], 'raceId' | 'name'>[];
  waves: readonly Pick<LiveEvent['waves'][number], 'waveId' | 'raceId' | 'name'>[];
  displays: readonly Pick<DeskDisplay, 'displayId' | 'name'>[];
};

/** In a line: `10 km · wave A · first 3`. */
export function forWhom(
  { raceId, waveId, placeUpTo, milestone, displayId }: RunnerMessage,
  { races, waves, displays }: MessageNames,
): string {
  const wave = waveId === null ? undefined : waves.find((one) => one.waveId === waveId);
  const inRace = raceId ?? wave?.raceId ?? null;
  const race = inRace === null ? undefined : races.find((one) => one.raceId === inRace);
  const display = displays.find((one) => one.displayId === displayId);
  return (
    [
      inRace !== null && (race?.name ?? 'a race that is no more'),
      waveId !== null && (wave ? waveName(wave.name) : 'a wave that is no more'),
      placeUpTo !== null && (placeUpTo === 1 ? 'the winner' : `first ${placeUpTo}`),
      milestone && 'with a milestone',
      displayId !== null && `only on ${display?.name ?? 'a display that is no more'}`,
    ]
      .filter(Boolean)
      .join(' · ') || 'Everyone'
  );
}

/** Many are called "Wave A" already. */
export const waveName = (name: string) => (/^wave\b/i.test(name) ? name : `wave ${name}`);
