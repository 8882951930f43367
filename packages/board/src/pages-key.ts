import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

/** Everything that the pages are made from: this package, what it imports from the house, and the exact versions it pins. */
const ingredients = [
  { folder: join(import.meta.dirname, '..'), patterns: ['package.json', 'src/**/*.{ts,tsx,css,html,svg}'] },
  { folder: packageOf('@chute/protocol'), patterns: ['package.json', 'src/**/*.ts'] },
  { folder: packageOf('@chute/timing'), patterns: ['package.json', 'src/**/*.ts'] },
];

/** A name for what a build would give: equal sources and versions, equal key. */
export async function pagesKey(): Promise<string> {
  const hash = createHash('sha256');
  for (const { folder, patterns } of ingredients) {
    const paths: string[] = [];
    for await (const path of glob(patterns, { cwd: folder })) if (!/\.test\.tsx?$/.test(path)) paths.push(path);
    for (const path of paths.sort())
      hash
        .update(path)
        .update('\0')
        .update(await readFile(join(folder, path)))
        .update('\0');
  }
  return hash.digest('hex').slice(0, 20);
}

function packageOf(name: string): string {
  return dirname(findPackageJSON(name, import.meta.url)!);
}
