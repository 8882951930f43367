import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Correction, Person } from '@chute/protocol';
import type { Setup } from '@chute/timing';
import type { LedgerEntry, RacePlan, Truth } from './race-plan.ts';

/** What a plan leaves in its folder, for the programs that run the race and for those who check it. */
export async function writePlan(folder: string, plan: RacePlan): Promise<void> {
  await writeEvent(folder, plan);
  await Promise.all([
    writeJson(folder, 'truth.json', plan.truth),
    writeFile(join(folder, 'ledger.jsonl'), plan.ledger.map((entry) => `${JSON.stringify(entry)}\n`).join('')),
  ]);
}

/** The event for whoever runs it. `event.json` is both files in one: the body of a hub's and an edge's import, and `CHUTE_EDGE_SETUP`. */
export async function writeEvent(folder: string, event: Pick<RacePlan, 'setup' | 'persons' | 'corrections'>): Promise<void> {
  const { setup, persons, corrections } = event;
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeJson(folder, 'setup.json', setup),
    writeJson(folder, 'persons.json', persons),
    writeJson(folder, 'event.json', { setup, persons }),
    writeJson(folder, 'corrections.json', corrections),
  ]);
}

async function writeJson(folder: string, name: string, value: unknown): Promise<void> {
  await writeFile(join(folder, name), `${JSON.stringify(value, null, 1)}\n`);
}

export class PlanFileError extends Error {
  override name = 'PlanFileError';
  readonly code = 'plan-file';
}

/** Files that only this program writes: read as they are. */
export async function readSetup(folder: string): Promise<Setup> {
  return readJson(folder, 'setup.json');
}

export async function readPersons(folder: string): Promise<Person[]> {
  return readJson(folder, 'persons.json');
}

export async function readCorrections(folder: string): Promise<Correction[]> {
  return readJson(folder, 'corrections.json');
}

export async function readTruth(folder: string): Promise<{ setup: Setup; truth: Truth; ledger: LedgerEntry[] }> {
  const [setup, truth, ledger] = await Promise.all([
    readSetup(folder),
    readJson<Truth>(folder, 'truth.json'),
    readText(folder, 'ledger.jsonl'),
  ]);
  const lines = ledger.split('\n').filter(Boolean);
  return { setup, truth, ledger: lines.map((line) => JSON.parse(line) as LedgerEntry) };
}

async function readJson<T>(folder: string, name: string): Promise<T> {
  const text = await readText(folder, name);
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new PlanFileError(`${join(folder, name)} is no JSON`, { cause: error });
  }
}

async function readText(folder: string, name: string): Promise<string> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (error) {
    throw new PlanFileError(`${join(folder, name)} cannot be read: make the folder with chute-sim race --out ${folder}`, { cause: error });
  }
}
