import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newId } from '@chute/service';
import type { Binaries } from './binaries.ts';
import { type ServerUser, userCanEnter } from './server-user.ts';

/** Where one embedded Postgres lives: its own folder, and binaries that its user can run. */
export type Home = { folder: string; binaries: string; moved: string[] };

export type HomeSettings = {
  dataDir: string;
  binaries: Binaries;
  user: ServerUser | undefined;
  /** Where things go that the server's user cannot reach, such as a clone under root's home. */
  sharedDir: string;
  /** Whether that user can enter a folder. */
  canEnter?: (folder: string) => boolean;
};

/** Finds or makes the home. `moved` says, in sentences, what is not where one would look for it. */
export function prepareHome(settings: HomeSettings): Home {
  const { dataDir, binaries, user, sharedDir, canEnter = (folder) => userCanEnter(user, folder) } = settings;
  const moved: string[] = [];
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  let folder = join(resolve(dataDir), 'postgres');
  if (!canEnter(dataDir)) {
    folder = join(sharedDir, sharedName(dataDir));
    moved.push(`user ${user?.name} cannot reach ${resolve(dataDir)}, so the database is in ${folder}`);
  }
  makeFolder(folder, user);
  // For a person who finds this folder and wonders whose it is.
  writeFileSync(join(folder, 'belongs-to'), `${resolve(dataDir)}\n`);
  return { folder: realpathSync(folder), binaries: reachableBinaries(), moved };

  function reachableBinaries(): string {
    if (canEnter(join(binaries.folder, 'bin'))) return binaries.folder;
    const copy = join(sharedDir, `postgres-${binaries.version}`);
    moved.push(`user ${user?.name} cannot reach ${binaries.folder}, so Postgres runs from ${copy}`);
    if (!existsSync(copy)) copyWhole(binaries.folder, copy);
    return copy;
  }
}

/**
 * The name of this data folder's cluster in the shared folder. It is minted once and kept in the data folder, not derived from its path:
 * who deletes the data folder and starts anew gets a new database, never yesterday's.
 */
function sharedName(dataDir: string): string {
  const file = join(dataDir, 'postgres-home');
  if (!existsSync(file)) writeFileSync(file, newId(), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function makeFolder(folder: string, user: ServerUser | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (user) chownSync(folder, user.uid, user.gid);
}

/** Under its final name only once it is complete: a start that was killed half-way leaves nothing that looks whole. */
function copyWhole(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}.new`;
  mkdirSync(unfinished, { recursive: true, mode: 0o755 });
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(to)) throw error; // another hub was faster
  }
}
