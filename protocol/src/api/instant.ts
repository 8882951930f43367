import { dayMs, localText, parseTimeText } from '@chute/timing';

/** An instant as REST and the race log write it: ISO 8601 with milliseconds and `Z`. */
export function instantText(atMs: number): string {
  return `${localText([], atMs)}Z`;
}

/**
 * The instant of an ISO 8601 text with `Z` or an offset, in UTC epoch milliseconds; digits below 1 ms are cut.
 * Errors: undefined for anything else, a text without a zone included.
 */
export function parseInstantMs(text: string): number | undefined {
  const match = /^(.{16})(:\d\d)?(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):?(\d\d))$/.exec(text);
  if (!match) return undefined;
  const [, minutes, seconds = ':00', digits = '0', sign, offsetHours, offsetMinutes] = match;
  const local = parseTimeText(`${minutes}${seconds}.${digits.slice(0, 3)}`);
  if (!local || local.day === null) return undefined;
  const offsetMs = sign ? (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000 : 0;
  return local.day * dayMs + local.timeOfDayMs - offsetMs;
}
