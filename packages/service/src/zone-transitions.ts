import type { ZoneTransition } from '@chute/timing';
import { Temporal } from 'temporal-polyfill';

/**
 * The offsets of a zone from `fromMs` to `toMs`, as a setup carries them: the one in force at `fromMs` first, then each change.
 * Whoever makes a setup asks this once, so that scoring needs no zone database and no two machines with different ones can disagree.
 *
 * Units: epoch milliseconds; offsets in milliseconds east of UTC.
 * Errors: `UnknownZoneError` for what is no IANA zone.
 */
export function zoneTransitions(zone: string, fromMs: number, toMs: number): ZoneTransition[] {
  const from = instantIn(zone, fromMs);
  const transitions: ZoneTransition[] = [{ fromMs, offsetMs: offsetMs(from) }];
  for (let next = from.getTimeZoneTransition('next'); next && next.epochMilliseconds <= toMs; next = next.getTimeZoneTransition('next')) {
    transitions.push({ fromMs: next.epochMilliseconds, offsetMs: offsetMs(next) });
  }
  return transitions;
}

/** The local day `YYYY-MM-DD` of an instant in a zone. */
export function localDay(zone: string, atMs: number): string {
  return instantIn(zone, atMs).toPlainDate().toString();
}

/**
 * The instant that a person wrote: `2026-05-17T09:00:00` on the wall clock of the zone, or with `Z` or an offset anywhere.
 * A wall time that comes twice means the first, one that is skipped the instant after. Undefined for what is neither.
 */
export function writtenInstantMs(zone: string, text: string): number | undefined {
  instantIn(zone, 0);
  try {
    if (/(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
  } catch {
    return undefined;
  }
}

export class UnknownZoneError extends Error {
  override name = 'UnknownZoneError';
  readonly code = 'unknown-zone';
  readonly zone: string;

  constructor(zone: string, options?: ErrorOptions) {
    super(`no time zone is called ${JSON.stringify(zone)}: give a name such as Europe/Berlin, America/Denver or UTC`, options);
    this.zone = zone;
  }
}

function instantIn(zone: string, atMs: number): Temporal.ZonedDateTime {
  try {
    return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  } catch (error) {
    throw new UnknownZoneError(zone, { cause: error });
  }
}

function offsetMs(at: Temporal.ZonedDateTime): number {
  return Math.round(at.offsetNanoseconds / 1e6);
}
