import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Scenes and pictures of a display, as its desk serves them. */
export type DisplayParts = (path: string, sources: readonly string[]) => Promise<Response>;

const withinMs = 3_000;
const bytesMax = 32 * 1024 * 1024;

/**
 * Asks the sources in turn, and keeps what they answer: without any network a display shows the scenes it had. What is kept is found under the hash of its path,
 * so that no path of another's making is ever a path on this disk.
 */
export function displayPartsIn(folder: string, fetchPart: typeof fetch): DisplayParts {
  return async (path, sources) => {
    for (const source of sources) {
      const fresh = await fetchFrom(fetchPart, source + path);
      if (!fresh) continue;
      await keep(folder, path, fresh).catch(() => {}); // a full disk is no reason to show nothing
      return answer(fresh);
    }
    const kept = await readKept(folder, path);
    return kept ? answer(kept) : new Response('not to be had now', { status: 503 });
  };
}

type Part = { type: string; bytes: Uint8Array<ArrayBuffer> };

function answer({ type, bytes }: Part): Response {
  return new Response(bytes, { headers: { 'content-type': type, 'x-content-type-options': 'nosniff' } });
}

async function fetchFrom(fetchPart: typeof fetch, url: string): Promise<Part | null> {
  try {
    const response = await fetchPart(url, { signal: AbortSignal.timeout(withinMs), redirect: 'error' });
    const type = response.headers.get('content-type') ?? '';
    if (!response.ok || !/^(application\/json|image\/(png|jpeg|webp|gif|svg\+xml))\b/.test(type)) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length <= bytesMax ? { type, bytes } : null;
  } catch {
    return null;
  }
}

const fileOf = (folder: string, path: string) => join(folder, createHash('sha256').update(path).digest('hex'));

async function keep(folder: string, path: string, { type, bytes }: Part): Promise<void> {
  const file = fileOf(folder, path);
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.draft`, Buffer.concat([Buffer.from(`${type}\n`), bytes]));
  await rename(`${file}.draft`, file);
}

async function readKept(folder: string, path: string): Promise<Part | null> {
  try {
    const kept = await readFile(fileOf(folder, path));
    const end = kept.indexOf(10);
    return { type: kept.subarray(0, end).toString(), bytes: new Uint8Array(kept.subarray(end + 1)) };
  } catch {
    return null;
  }
}
