import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { DayWithoutLink } from '../lib/day-without-link.ts';

/** Memory that a process has in use, in MB, looked at four times a second until stopped. */
export function watchMemory(pid: number): { stop(): Promise<{ last: number; peak: number }> } {
  let peak = 0;
  const timer = setInterval(async () => {
    peak = Math.max(peak, await residentMb(pid));
  }, 250);
  return {
    stop: async () => {
      clearInterval(timer);
      const last = await residentMb(pid);
      return { last, peak: Math.max(peak, last) };
    },
  };
}

export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024;
}

/** How many entries the hub holds, how many more the edge has, and how many of the hub's are not in its results yet. */
export type Standing = { atMs: number; hubHas: number; behind: number; unscored: number };

/** Looks from the hub's first frontier to the one that covers what was waiting when it came. */
export async function watchDrain(day: DayWithoutLink, backlog: number): Promise<Standing[]> {
  const looks: Standing[] = [];
  do {
    await pause(250);
    const { written, hubHas } = await day.standing();
    if (hubHas === null) continue;
    looks.push({ atMs: performance.now(), hubHas, behind: written - hubHas, unscored: Math.max(0, hubHas - day.scoredAtHub()) });
  } while ((looks.at(-1)?.hubHas ?? 0) < backlog);
  return looks;
}
