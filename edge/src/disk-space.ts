import { statfsSync } from 'node:fs';

/** Below this a person should make room before the race. */
export const lowSpaceBytes = 256 * 1024 * 1024;

export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
