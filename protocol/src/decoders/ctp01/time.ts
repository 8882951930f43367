import { dayMs, timeOfDayText } from '@chute/timing';
import { type DecoderZone, raceLogTimeText } from '../time-text.ts';
import { wallText } from '../wall-clock.ts';
import type { Ctp01TimeFormat } from './line.ts';

/**
 * Field 5 as the race log keeps it, or null if it is no time. The four formats cannot be mistaken for one another,
 * so what was negotiated is not asked: clients have been seen that answer `iso` and go on sending `normal`.
 */
export function readCtp01Time(text: string, zone: DecoderZone): string | null {
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return readEpochTime(text);
  if (/^\d{1,8}$/.test(text)) return millisecondsSinceMidnight(Number(text), zone);
  return raceLogTimeText(text, zone);
}

/** An instant, and the offset of the decoder's wall clock from UTC, in the format that was negotiated. CTP01 shows hundredths. */
export function writeCtp01Time(at: { atMs: number; zoneOffsetMs: number }, format: Ctp01TimeFormat): string {
  if (format === 'unix') return `${Math.floor(at.atMs / 1000)}${wallText(at.atMs).slice(19, 22)}`;
  const wallMs = at.atMs + at.zoneOffsetMs;
  if (format === 'iso') return wallText(wallMs).slice(0, 22);
  if (format === 'normal') return wallText(wallMs).slice(11, 22);
  const ofDayMs = ((wallMs % dayMs) + dayMs) % dayMs;
  return String(Math.floor(ofDayMs / 10) * 10);
}

/**
 * Seconds since 1970, with or without a fraction; null for anything else. They are UTC by definition, whatever zone the decoder is set to.
 * Where nothing but these is sent, a clock that was never set shows few digits: that is 1970, not a time of day.
 */
export function readEpochTime(text: string): string | null {
  if (!/^\d{1,10}(\.\d+)?$/.test(text)) return null;
  const [seconds, fraction = ''] = text.split('.');
  return `${wallText(Number(seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0')))}Z`;
}

function millisecondsSinceMidnight(ofDayMs: number, zone: DecoderZone): string | null {
  if (ofDayMs >= dayMs) return null;
  return raceLogTimeText(timeOfDayText(ofDayMs), zone);
}
