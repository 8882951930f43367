import type { ZoneTransition } from '../setup.ts';
import { dayMs } from '../time/civil-day.ts';
import { parseTimeText } from '../time/time-text.ts';
import { instantOfLocal } from '../time/zone-time.ts';

/** What a decoder writes, and the instant at which it happened. */
export type StoryTime = { dated: string; timeOfDay: string; atMs: number };

/**
 * A time as a story tells it: `09:41:07.5` on the event's first day, `2026-05-18T00:03:30` on another, and with `+02:00` behind it
 * where the night of a clock change leaves a doubt.
 */
export function storyTime(text: string, event: { day: string; transitions: readonly ZoneTransition[] }): StoryTime {
  const [, local = '', sign, hours, minutes] = /^(.*?)(?:([+-])(\d\d):(\d\d))?$/.exec(text)!;
  const dated = local.includes('T') ? local : `${event.day}T${local}`;
  const time = parseTimeText(dated);
  if (!time || time.day === null) throw new TypeError(`a story cannot happen at ${text}`);
  const localMs = time.day * dayMs + time.timeOfDayMs;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const atMs = sign ? localMs - offsetMs : instantOfLocal(time.utc ? [] : event.transitions, { localMs, nearAtMs: localMs });
  return { dated, timeOfDay: dated.slice(11), atMs };
}
