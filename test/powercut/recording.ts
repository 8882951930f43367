import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DiskEvent } from './disk-trace.ts';
import { ShimmedDisk } from './shimmed-disk.ts';

/** What happened on a disk while an edge's journal lived on it. */
export type Recording = {
  root: string;
  dataDir: string;
  claimsFile: string;
  events: DiskEvent[];
  /** The files as the last process left them, by path. */
  left: Map<string, Buffer>;
};

/** One process of the edge: how many commits it makes, how it ends, and before which commits it is ordered that the next sync fails. */
export type Stretch = { commits: number; ending: 'closed' | 'killed' | 'killed after a failed sync'; failSyncs?: number[] };

export type JournalRun = Required<Stretch> & { dataDir: string; claimsFile: string; control: string };

const journalRun = fileURLToPath(new URL('./journal-run.ts', import.meta.url));

/** In memory where the machine offers it: the disk that counts is the one in the trace. */
const ground = process.platform === 'linux' ? '/dev/shm' : tmpdir();

export function folderInMemory(): string {
  try {
    return mkdtempSync(join(ground, 'chute-powercut-'));
  } catch {
    return mkdtempSync(join(tmpdir(), 'chute-powercut-'));
  }
}

/** Runs the edge's own journal, one process after the other over the same folder, on a disk that writes down what happens. `root` stays until the caller removes it. */
export async function recordJournal(stretches: readonly Stretch[], options: { fault?: string } = {}): Promise<Recording> {
  const scratch = folderInMemory();
  const disk = new ShimmedDisk(scratch);
  const at = { root: disk.root, dataDir: join(disk.root, 'edge'), claimsFile: join(disk.root, 'claims') };
  const faults = options.fault ? ['--import', new URL(`../faults/${options.fault}.ts`, import.meta.url).href] : [];
  try {
    for (const stretch of stretches) {
      const run: JournalRun = { ...at, control: disk.control, failSyncs: [], ...stretch };
      await runToItsEnd([...faults, journalRun, JSON.stringify(run)], disk.env);
    }
    return { ...at, events: disk.events(), left: filesBelow(disk.root) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function filesBelow(root: string): Map<string, Buffer> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map(({ parentPath, name }) => join(parentPath, name)).map((path) => [path, readFileSync(path)]));
}

function runToItsEnd(args: string[], env: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { env: { ...process.env, ...env }, timeout: 60_000 }, (error, _, stderr) => {
      // A stretch that is killed ends with the signal that it sent itself.
      if (error && error.signal !== 'SIGKILL') reject(new Error(`the journal's run failed: ${stderr}`, { cause: error }));
      else resolve();
    });
  });
}
