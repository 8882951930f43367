import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const units: Record<string, number> = { KiB: 1024, MiB: 1024 ** 2, ms: 1 };
const rowPattern = /^\| ([^|]+) \| (\d+)(?: (KiB|MiB|ms))? \|[^|]*\| `(\w+)` (\S+) \|/;

const rows = readFileSync(new URL('docs/bounds.md', root), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (what|---) /.test(line));

test.each(rows)('what docs/bounds.md promises is what the code does: %s', (row) => {
  const [, , amount, unit = 'ms', name, path] = rowPattern.exec(row) ?? [];
  expect(path, 'a row names a number, a constant and its file').toBeDefined();
  expect(numberOf(name!, path!)).toBe(Number(amount) * units[unit]!);
});

/** The number that a file gives a constant: digits, with `*` or `**` between them. */
function numberOf(name: string, path: string): number | undefined {
  const written = new RegExp(`^(?:export )?const ${name} = ([\\d_ *]+);`, 'm').exec(readFileSync(new URL(path, root), 'utf8'))?.[1];
  return written
    ?.replaceAll('_', '')
    .split(/ \* /)
    .map((factor) => factor.split(' ** ').map(Number))
    .reduce((product, [base = 0, power = 1]) => product * base ** power, 1);
}
