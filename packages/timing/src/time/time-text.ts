import { civilDay } from './civil-day.ts';

/** What a time text says. `day` counts from 1970-01-01 and is null when the decoder sent no date; `utc` is true with a closing `Z`. */
export type ParsedTime = { day: number | null; timeOfDayMs: number; utc: boolean };

/**
 * Reads the time of an entry as it was heard.
 *
 * Text: `HH:MM:SS[.f]` (time of day) or `YYYY-MM-DDTHH:MM:SS[.f]`, local to the event; either with `Z` is UTC. One to three fraction digits.
 * Units: milliseconds since midnight, days since 1970-01-01. `placeInDay` and the zone transitions make an instant of it.
 * Errors: never throws. Undefined for any other text, for a date that does not exist and for a leap second, which no decoder we know sends.
 */
export function parseTimeText(text: string): ParsedTime | undefined {
  const utc = text.endsWith('Z');
  const end = utc ? text.length - 1 : text.length;
  if (text.charCodeAt(2) === colon) return timeOfDay(text, { from: 0, end, day: null, utc });
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash || text.charCodeAt(10) !== letterT) return undefined;
  const day = civilDay(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
  return day === undefined ? undefined : timeOfDay(text, { from: 11, end, day, utc });
}

const colon = 58;
const dash = 45;
const dot = 46;
const letterT = 84;

function timeOfDay(text: string, at: { from: number; end: number; day: number | null; utc: boolean }): ParsedTime | undefined {
  const { from, end, day, utc } = at;
  if (text.charCodeAt(from + 2) !== colon || text.charCodeAt(from + 5) !== colon) return undefined;
  const hours = number(text, from, from + 2);
  const minutes = number(text, from + 3, from + 5);
  const seconds = number(text, from + 6, from + 8);
  const fractionMs = millisecondsAfter(text, from + 8, end);
  // A part that is no number is NaN, which no comparison lets through.
  if (!(hours < 24 && minutes < 60 && seconds < 60 && fractionMs >= 0)) return undefined;
  return { day, timeOfDayMs: ((hours * 60 + minutes) * 60 + seconds) * 1000 + fractionMs, utc };
}

/** The fraction from its point on: none is 0 ms, one to three digits count, anything else is NaN. */
function millisecondsAfter(text: string, from: number, end: number): number {
  if (from === end) return 0;
  const digits = end - from - 1;
  if (text.charCodeAt(from) !== dot || digits < 1 || digits > 3) return Number.NaN;
  return number(text, from + 1, end) * (digits === 1 ? 100 : digits === 2 ? 10 : 1);
}

/** Digits only; NaN where a character is none or the text is too short. By hand, since a million reads pass here. */
function number(text: string, from: number, end: number): number {
  let value = 0;
  for (let at = from; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
