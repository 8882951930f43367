import type { ZoneTransition } from '../setup.ts';
import { dayMs, dayText, twoDigits } from './civil-day.ts';

/**
 * Local time against instants, through the zone transitions of the setup alone (no zone database here).
 * A local time is written as milliseconds since 1970-01-01T00:00 on the local clock (`...LocalMs`).
 */
export function offsetAt(transitions: readonly ZoneTransition[], atMs: number): number {
  for (let index = transitions.length - 1; index > 0; index--) {
    const transition = transitions[index]!;
    if (transition.fromMs <= atMs) return transition.offsetMs;
  }
  return transitions[0]?.offsetMs ?? 0;
}

export function localMsOf(transitions: readonly ZoneTransition[], atMs: number): number {
  return atMs + offsetAt(transitions, atMs);
}

/**
 * Every instant that a local time can mean, ascending. One, but for the night of a clock change:
 * in the hour that comes twice both; in the hour that is skipped (a decoder that was not told of the change still shows it) what each of the two offsets makes of it.
 */
export function instantsOfLocal(transitions: readonly ZoneTransition[], localMs: number): number[] {
  const before = offsetAt(transitions, localMs - dayMs);
  const after = offsetAt(transitions, localMs + dayMs);
  if (before === after) return [localMs - before];
  const readings = [before, after].map((offsetMs) => ({ atMs: localMs - offsetMs, offsetMs }));
  const inForce = readings.filter(({ atMs, offsetMs }) => offsetAt(transitions, atMs) === offsetMs);
  return (inForce.length > 0 ? inForce : readings).map(({ atMs }) => atMs).sort((a, b) => a - b);
}

/** The instant of a local time; where the night of a clock change leaves two, the one nearest to `nearAtMs` (the earlier of two equally near). */
export function instantOfLocal(transitions: readonly ZoneTransition[], local: { localMs: number; nearAtMs: number }): number {
  if (transitions.length < 2) return local.localMs - (transitions[0]?.offsetMs ?? 0);
  const [first, second] = instantsOfLocal(transitions, local.localMs);
  if (second === undefined) return first!;
  return Math.abs(first! - local.nearAtMs) <= Math.abs(second - local.nearAtMs) ? first! : second;
}

/** `YYYY-MM-DDTHH:MM:SS.fff` on the local clock: what a decoder in that zone would have written. */
export function localText(transitions: readonly ZoneTransition[], atMs: number): string {
  const localMs = localMsOf(transitions, atMs);
  const day = Math.floor(localMs / dayMs);
  return `${dayText(day)}T${timeOfDayText(localMs - day * dayMs)}`;
}

/** `HH:MM:SS.fff` of milliseconds since midnight. */
export function timeOfDayText(timeOfDayMs: number): string {
  const seconds = Math.floor(timeOfDayMs / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(':');
  return `${clock}.${String(timeOfDayMs % 1000).padStart(3, '0')}`;
}
