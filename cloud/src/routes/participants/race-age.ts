import { localDay } from '@chute/service';
import { raceAgeOn, type Setup } from '@chute/timing';

/** The age that counts in the race (SR-15), by the local day of the wave's gun as scheduled; null where that gives none. */
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
  const raceDay = localDay(setup.event.zone, wave.scheduledAtMs);
  return raceAgeOn({ birthDay: birthDate, raceDay, ageOn: race.rules.ageOn }) ?? null;
}
