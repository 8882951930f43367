import { basename } from 'node:path';

export { expect } from 'vitest';

/** A test as it stands in its file, ready to be run as often as somebody likes. */
export type PlainTest = { id: string; name: string; run: () => unknown };

let testsOfFile: PlainTest[] = [];

/** The tests of one file, in their order. */
export async function testsIn(url: URL): Promise<PlainTest[]> {
  testsOfFile = [];
  await import(url.href);
  return testsOfFile.map((test, index) => ({ ...test, id: `${basename(url.pathname)}#${index}` }));
}

/** Stands for Vitest's own `test` in files that use no more of it than this. */
export function test(name: string, run: () => unknown): void {
  testsOfFile.push({ id: '', name, run });
}

test.each = (rows: readonly unknown[]) => (name: string, run: (...row: unknown[]) => unknown) => {
  for (const row of rows) test(`${name} ${JSON.stringify(row)}`, () => run(...(Array.isArray(row) ? row : [row])));
};
