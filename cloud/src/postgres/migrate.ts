import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { PostgresError } from './postgres-error.ts';

export type Migration = { name: string; sql: string; sha256: string };

export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** The numbered files of the folder, in order: `0001-….sql` and on, without a gap. */
export function readMigrations(folder: string = migrationsFolder): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, at) => {
    if (!name.startsWith(`${String(at + 1).padStart(4, '0')}-`)) throw failed(`${name} is not number ${at + 1} of the migrations.`);
    const sql = readFileSync(`${folder}/${name}`, 'utf8');
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

const migrationsTable = `
  create table if not exists schema_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`;

/** Brings the schema up to date: forward only, one transaction each. Gives the names of those it ran. `owner` is connected as the owner. */
export async function migrate(owner: pg.Client, migrations: readonly Migration[] = readMigrations()): Promise<string[]> {
  await owner.query(migrationsTable);
  const waiting = await notYetApplied(owner, migrations);
  for (const migration of waiting) await apply(owner, migration);
  return waiting.map(({ name }) => name);
}

/** Which have not run yet, of how many. Changes nothing. */
export async function waitingMigrations(
  owner: pg.Client,
  migrations: readonly Migration[] = readMigrations(),
): Promise<{ all: number; waiting: string[] }> {
  return { all: migrations.length, waiting: (await notYetApplied(owner, migrations)).map(({ name }) => name) };
}

async function notYetApplied(owner: pg.Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await owner.query<{ name: string; sha256: string }>('select name, sha256 from schema_migrations order by name');
  rows.forEach((applied, at) => {
    const known = migrations[at];
    if (known?.name !== applied.name)
      throw failed(`the database has ${applied.name}, which this program does not know: start a newer chute-hub.`);
    if (known.sha256 !== applied.sha256) {
      throw new PostgresError('migration-edited', `${applied.name} was edited after it had run: put it back, and write a new one.`);
    }
  });
  return migrations.slice(rows.length);
}

async function apply(owner: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
  try {
    await owner.query('begin');
    await owner.query('insert into schema_migrations (name, sha256) values ($1, $2)', [name, sha256]);
    await owner.query(sql);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback');
    throw failed(`${name} did not run: ${(error as Error).message}`, { cause: error });
  }
}

function failed(sentence: string, options?: ErrorOptions): PostgresError {
  return new PostgresError('migration-failed', sentence, options);
}
