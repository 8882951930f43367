import { parseInstantMs } from '@chute/protocol';
import { dayMs, instantOfLocal, localMsOf, parseTimeText, type Setup } from '@chute/timing';

/** Where a person wants to begin: an instant, or a time of day at the race on the day it began. Undefined for anything else. */
export function parseFrom(
  text: string,
  { transitions, beginsAtMs }: { transitions: Setup['event']['transitions']; beginsAtMs: number },
): number | undefined {
  const instantMs = parseInstantMs(text);
  if (instantMs !== undefined) return instantMs;
  const time = parseTimeText(/^\d\d?:\d\d$/.test(text) ? `${text.padStart(5, '0')}:00` : text);
  if (!time || time.day !== null) return undefined;
  const day = Math.floor(localMsOf(transitions, beginsAtMs) / dayMs);
  return instantOfLocal(transitions, { localMs: day * dayMs + time.timeOfDayMs, nearAtMs: beginsAtMs });
}
