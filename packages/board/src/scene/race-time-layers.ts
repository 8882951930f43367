import type { LiveEvent } from '@chute/protocol';
import { type RaceClockFace, raceClock, raceClocks } from '../picture/race-clocks.ts';
import type { LayerOf } from './layers.ts';
import { raceOf } from './rankings.ts';
import type { SceneData } from './scene-data.ts';

/** The clock of a race that a layer shows; null when there is no such race. */
export function clockFace(
  of: Extract<LayerOf<'clock'>['of'], { clock: 'race' }>,
  { event, row }: Pick<SceneData, 'event' | 'row'>,
): RaceClockFace | null {
  if (!event) return null;
  const race = of.race !== null ? raceOf(event, of.race) : row ? event.races.find(({ raceId }) => raceId === row.raceId) : null;
  if (race) return raceClock(event, race);
  return of.race === null ? (raceClocks(event, null, 1)[0] ?? null) : null;
}

/** What is counted down to, in race time; null = nothing is left to wait for. */
export type Countdown = { toMs: number; label: string };

export function countdownOf({ to }: Pick<LayerOf<'countdown'>, 'to'>, event: LiveEvent | null): Countdown | null {
  if (to.to === 'instant') return { toMs: to.atMs, label: '' };
  if (!event) return null;
  const raceId = to.race === null ? null : raceOf(event, to.race)?.raceId;
  const waiting = event.waves.filter((wave) => wave.gunAtMs === null && (raceId === null || wave.raceId === raceId));
  const [next] = waiting.sort((a, b) => a.scheduledAtMs - b.scheduledAtMs);
  if (!next) return null;
  const race = event.races.find((one) => one.raceId === next.raceId);
  const waves = event.waves.filter((wave) => wave.raceId === next.raceId).length;
  return { toMs: next.scheduledAtMs, label: [race?.name, waves > 1 ? next.name : null].filter(Boolean).join(' · ') };
}
