import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Our own files, out of the package: they are there without any network. */
export type PageFiles = (folder: 'board' | 'setup', name: string) => Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string } | null>;

export function pageFilesIn(root: string): PageFiles {
  return async (folder, name) => {
    const home = join(root, folder);
    const path = join(home, name);
    if (!path.startsWith(home + sep)) return null;
    try {
      return { bytes: new Uint8Array(await readFile(path)), type: types[extname(path)] ?? 'application/octet-stream' };
    } catch {
      return null;
    }
  };
}
