import type { LiveEvent } from '@chute/protocol';
import { hourAndMinute } from './time-words.ts';

/** What stands where a race's clock is: it runs from `gunAtMs`, or words say why there is none. */
export type RaceClockFace = { raceId: string; label: string; gunAtMs: number | null; words: string; isClosed: boolean };

type Race = LiveEvent['races'][number];
type Wave = LiveEvent['waves'][number];

/** The clocks that fit: the chosen race alone, else the races in their order, those still open first. */
export function raceClocks(event: LiveEvent, chosenRaceId: string | null, atMost: number): RaceClockFace[] {
  const races = chosenRaceId ? event.races.filter((race) => race.raceId === chosenRaceId) : [...event.races].sort(openFirst);
  return races.slice(0, atMost).map((race) => raceClock(event, race));
}

/** One race: its first gun starts the clock; a wave that is still waiting is named beside it. */
export function raceClock(event: LiveEvent, race: Race): RaceClockFace {
  const waves = wavesOf(event, race.raceId);
  const started = waves.filter((wave) => wave.gunAtMs !== null).sort((a, b) => a.gunAtMs! - b.gunAtMs!);
  const first = started[0];
  const face = { raceId: race.raceId, gunAtMs: first?.gunAtMs ?? null, isClosed: race.closed };
  if (race.closed) return { ...face, label: race.name, words: 'Race closed' };
  if (!first)
    return { ...face, label: race.name, words: waves[0] ? `Starts ${hourAndMinute(waves[0].scheduledAtMs, event.zone)}` : 'No wave yet' };
  return { ...face, label: waves.length > 1 ? `${race.name} · ${first.name}` : race.name, words: '' };
}

/** Said loudly: a wave whose time has come and that has no gun gives no results. `raceNowMs` null = nobody has told us the time yet. */
export function wavesWithoutGun(event: LiveEvent, raceNowMs: number | null): string[] {
  const late = event.waves.filter((wave) => wave.gunAtMs === null && raceNowMs !== null && raceNowMs >= wave.scheduledAtMs);
  return late.filter((wave) => !isClosed(event, wave.raceId)).map((wave) => `${waveName(event, wave)} has no gun: no results`);
}

function waveName(event: LiveEvent, wave: Wave): string {
  const race = event.races.find(({ raceId }) => raceId === wave.raceId);
  const name = /^wave\b/i.test(wave.name) ? wave.name : `Wave ${wave.name}`;
  return event.races.length > 1 && race ? `${race.name}, ${name}` : name;
}

const wavesOf = (event: LiveEvent, raceId: string) =>
  event.waves.filter((wave) => wave.raceId === raceId).sort((a, b) => a.scheduledAtMs - b.scheduledAtMs);

const isClosed = (event: LiveEvent, raceId: string) => event.races.some((race) => race.raceId === raceId && race.closed);

const openFirst = (a: Race, b: Race) => Number(a.closed) - Number(b.closed);
