import { formatRaceTime } from '@chute/timing';

/** A running clock: the whole seconds that have passed; before the gun it counts down. */
export function clockWords(elapsedMs: number): string {
  return formatRaceTime(Math.floor(elapsedMs / 1000) * 1000);
}

/** An official time, which is rounded already: its fraction shows only where the race keeps one. */
export function raceTime(officialMs: number | null): string {
  if (officialMs === null) return '';
  return formatRaceTime(officialMs, { digits: officialMs % 1000 === 0 ? 'seconds' : officialMs % 10 === 0 ? 'hundredths' : 'exact' });
}

/** Time of day at the race, `hh:mm:ss`. A zone that this browser does not know gives UTC, and says so. */
export function timeOfDay(atMs: number, zone: string): string {
  const { format, suffix } = clockOf(zone);
  return format.format(atMs) + suffix;
}

/** Without seconds, for what is planned and not measured. */
export function hourAndMinute(atMs: number, zone: string): string {
  const { format, suffix } = clockOf(zone);
  return format.format(atMs).slice(0, 5) + suffix;
}

type ZoneClock = { format: Intl.DateTimeFormat; suffix: string };

const clocks = new Map<string, ZoneClock>();

function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone);
  if (known) return known;
  const made = makeClock(zone);
  clocks.set(zone, made);
  return made;
}

function makeClock(timeZone: string): ZoneClock {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  try {
    return { format: new Intl.DateTimeFormat('en-GB', { ...parts, timeZone }), suffix: '' };
  } catch {
    return { format: new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' }), suffix: ' UTC' };
  }
}
