import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pagesKey } from './pages-key.ts';

const run = promisify(execFile);
const packageFolder = join(import.meta.dirname, '..');
const buildProgram = join(import.meta.dirname, 'build-pages.ts');

/** The pages could not be built: `output` is what the build said. */
export class BoardBuildError extends Error {
  override name = 'BoardBuildError';
  readonly code: 'build-failed' | 'nowhere-to-write';
  readonly output: string;

  constructor(at: { code: BoardBuildError['code']; output: string }, options?: ErrorOptions) {
    super(`the board's pages could not be built: ${at.code}`, options);
    this.code = at.code;
    this.output = at.output;
  }
}

/** Longer than any program runs on from the pages it found when it began. */
const forgetAfterMs = 30 * 24 * 3_600_000;

const inProcess = new Map<string, Promise<string>>();

/**
 * The folder with `index.html` and its assets, to be served under `boardAssetsPath`. Built when it is first needed (about 2 s), then found again
 * by the hash of everything it is made from. Several processes may ask at once. Errors: `BoardBuildError`.
 * The default is a folder of this package that git ignores, or one in the user's own cache where the clone cannot be written to. A build removes those that nobody
 * has asked for in 30 days.
 */
export function boardFolder(caches: readonly string[] = defaultCaches()): Promise<string> {
  const asked = caches.join('\n');
  const known = inProcess.get(asked);
  if (known) return known;
  const folder = findOrBuild(caches);
  inProcess.set(asked, folder);
  folder.catch(() => inProcess.delete(asked));
  return folder;
}

const defaultCaches = () => [join(packageFolder, '.chute', 'pages'), join(homedir(), '.cache', 'chute', 'pages')];

async function findOrBuild(caches: readonly string[]): Promise<string> {
  const key = await pagesKey();
  const built = caches.map((cache) => join(cache, key)).find((folder) => existsSync(join(folder, 'index.html')));
  if (!built) return build({ key, caches });
  const now = new Date();
  // A folder that may only be read is as good.
  await utimes(built, now, now).catch(() => {});
  return built;
}

/** Into a folder of our own, which then takes its name in one step: nobody ever sees half a build. */
async function build({ key, caches }: { key: string; caches: readonly string[] }): Promise<string> {
  const { cache, draft } = await firstWritable(caches, key);
  const folder = join(cache, key);
  try {
    await run(process.execPath, [buildProgram, draft], { cwd: packageFolder });
    await rename(draft, folder).catch((error: NodeJS.ErrnoException) => {
      // Another process was quicker: what it built is the same.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'EPERM') throw error;
    });
    if (existsSync(join(folder, 'index.html'))) {
      // What cannot be removed stays, and the build is as good.
      await forgetOld(cache).catch(() => {});
      return folder;
    }
    throw new BoardBuildError({ code: 'build-failed', output: 'the build left no index.html' });
  } catch (error) {
    if (error instanceof BoardBuildError) throw error;
    throw new BoardBuildError({ code: 'build-failed', output: (error as { stderr?: string }).stderr ?? String(error) }, { cause: error });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function forgetOld(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const folder = join(cache, name);
    // Another process may be removing the same one.
    const usedMs = await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.POSITIVE_INFINITY,
    );
    if (Date.now() - usedMs > forgetAfterMs) await rm(folder, { recursive: true, force: true });
  }
}

async function firstWritable(caches: readonly string[], key: string): Promise<{ cache: string; draft: string }> {
  const refusals: string[] = [];
  for (const cache of caches) {
    try {
      await mkdir(cache, { recursive: true });
      return { cache, draft: await mkdtemp(join(cache, `${key}.draft-`)) };
    } catch (error) {
      refusals.push(String(error));
    }
  }
  throw new BoardBuildError({ code: 'nowhere-to-write', output: refusals.join('\n') });
}
