import { statfsSync } from 'node:fs';
import type { Notice } from '@chute/protocol';

/** Below this a person should make room before the race. */
export const lowSpaceBytes = 256 * 1024 * 1024;

export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

export function lowSpaceNotice(folder: string, free: number = freeBytes(folder)): Notice | undefined {
  if (free >= lowSpaceBytes) return undefined;
  const text = 'there is little room left on the disk: make some before the race, a million reads take about 650 MB';
  return { level: 'error', code: 'low-space', text, facts: { folder, freeBytes: free } };
}
