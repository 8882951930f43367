import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeDurableFolder, syncFolder } from './durable-folder.ts';

/** Writes a file that only this user may read: whole or not at all, also when the power goes. */
export function writePrivateFile(path: string, text: string): void {
  makeDurableFolder(dirname(path));
  const draft = `${path}.${process.pid}.draft`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
}
