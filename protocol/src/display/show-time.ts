import type { QueueSettings } from './settings.ts';

/** As many waiting ones halve the time. */
const halvedBy = 4;

/** How long one is shown in all while so many wait: shorter the more there are, without a step, and never shorter than the shortest. */
export function showTimeMs({ showMs, shortestMs, burst }: QueueSettings, waiting: number): number {
  const shortest = Math.min(shortestMs, showMs);
  if (waiting > 0 && burst === 'newest') return shortest;
  return Math.max(shortest, Math.round((showMs * halvedBy) / (halvedBy + waiting)));
}
