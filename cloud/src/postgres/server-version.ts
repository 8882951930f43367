import type pg from 'pg';
import { PostgresError } from './postgres-error.ts';

const oldestMajor = 15;

/** Minor versions from which row security holds against statistics (CVE-2025-8713). */
const safeMinor: Record<number, number> = { 15: 14, 16: 10, 17: 6 };

/** Throws below 15; gives a sentence when the minor version has a known hole, else undefined. */
export async function checkServerVersion(db: pg.Client): Promise<string | undefined> {
  const { rows } = await db.query<{ number: string }>("select current_setting('server_version_num') as number");
  return judgeVersion(Number(rows[0]!.number));
}

export function judgeVersion(versionNumber: number): string | undefined {
  const major = Math.floor(versionNumber / 10_000);
  const minor = versionNumber % 10_000;
  if (major < oldestMajor) throw new PostgresError('too-old', `this Postgres is version ${major}: Chute needs ${oldestMajor} or newer.`);
  const safe = safeMinor[major] ?? 0;
  if (minor >= safe) return undefined;
  return `this Postgres is ${major}.${minor}: below ${major}.${safe} its statistics can leak rows past row security, please update it`;
}
