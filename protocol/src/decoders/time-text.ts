import { parseTimeText } from '@chute/timing';

/** Which clock a decoder without a zone shows: the event's local time, or UTC. */
export type DecoderZone = 'event-local' | 'utc';

/**
 * A decoder's own text as the race log keeps it (`EntryHead.timeText`), or null if no clock can show that.
 * Digits below a millisecond are cut, never rounded; they stay in `raw`. With zone `utc` a `Z` is added where there is none.
 */
export function raceLogTimeText(text: string, zone: DecoderZone): string | null {
  const cut = text.replace(/(\.\d{3})\d+(Z?)$/, '$1$2');
  const time = parseTimeText(cut);
  if (!time) return null;
  return time.utc || zone === 'event-local' ? cut : `${cut}Z`;
}
