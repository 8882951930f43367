import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes a folder, and those above it, that a power cut does not take away with all that is in them. For this user only. */
export function makeDurableFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

/** Puts on disk which files are in a folder: a file that was made or renamed is not surely there before. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return; // it has no such call, and its file systems keep names by themselves
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
