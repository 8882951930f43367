import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const racesKept = 3;

/** A folder for this start's race; those of long ago are removed. Ids of events sort by time. */
export async function makeRaceFolder(dataDir: string, eventId: string): Promise<string> {
  const races = join(dataDir, 'races');
  await mkdir(races, { recursive: true });
  const old = (await readdir(races)).toSorted().slice(0, -racesKept);
  await Promise.all(old.map((name) => rm(join(races, name), { recursive: true, force: true })));
  const folder = join(races, eventId);
  await mkdir(folder);
  return folder;
}
