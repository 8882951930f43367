import type { EntryRef } from '../entry.ts';
import type { CoursePoint } from '../setup.ts';
import type { Course } from './course.ts';
import type { TimedRead } from './passings.ts';

/** A time that a person entered, in log order. */
export type ManualTime = { coursePointId: string; atMs: number; override: boolean; source: EntryRef };

/** What gave a passing its time. */
export type TimeSource = { atMs: number; read: TimedRead | null; manual: EntryRef | null };

/** What happened to one runner on the course, from the gun on: nothing before it ever counts (SR-04). */
export type Run = { course: Course; gunAtMs: number; reads: readonly TimedRead[]; manual: readonly ManualTime[] };

/** Minimum in, maximum out (SR-25). */
export function isInWindow(sinceGunMs: number, { windowFromMs, windowToMs }: CoursePoint): boolean {
  return sinceGunMs >= (windowFromMs ?? 0) && (windowToMs === null || sinceGunMs < windowToMs);
}
