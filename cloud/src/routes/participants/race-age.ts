import { localDay } from '@chute/service';
import type { Setup } from '@chute/timing';

/** The age that counts in the race (SR-15): on the local day of the wave's gun as scheduled, or on 31 December of that year; a birthday on the day counts. */
export function raceAge({
  setup,
  raceId,
  waveId,
  birthDate,
}: {
  setup: Setup;
  raceId: string;
  waveId: string;
  birthDate: string;
}): number | null {
  const wave = setup.waves.find(({ id }) => id === waveId);
  const race = setup.races.find(({ id }) => id === raceId);
  if (!wave || !race) return null;
  const gunDay = localDay(setup.event.zone, wave.scheduledAtMs);
  return ageOn(birthDate, race.rules.ageOn === 'year-end' ? `${gunDay.slice(0, 4)}-12-31` : gunDay);
}

/** Days are `YYYY-MM-DD`, so their texts compare as they do. */
export function ageOn(birthDate: string, day: string): number | null {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  const age = day.slice(5) < birthDate.slice(5) ? years - 1 : years;
  return age >= 0 && age <= 130 ? age : null;
}
