import { dayMs, localText, parseTimeText } from '@chute/timing';

/**
 * A decoder's wall clock, counted in milliseconds since 1970-01-01T00:00 on that clock. No zone is in it:
 * it is the hands of the clock as one number, so that text can be made from them and read back.
 */
export type WallMs = number;

/** `YYYY-MM-DDTHH:MM:SS.fff`. */
export function wallText(wallMs: WallMs): string {
  return localText([], wallMs);
}

/** Null for a text without a date, and for what no calendar or clock can show. */
export function wallMsOf(text: string): WallMs | null {
  const time = parseTimeText(text);
  return time && time.day !== null ? time.day * dayMs + time.timeOfDayMs : null;
}

/** Sunday is 0. */
export function weekdayOf(wallMs: WallMs): number {
  return (((Math.floor(wallMs / dayMs) + 4) % 7) + 7) % 7;
}
