import { expect, test } from 'vitest';
import { arrivalWords } from './arrival-words.ts';

test.each([
  [42_000, 10_000, 'coming', 'about 40 s', '± 10 s'],
  [118_000, 22_000, 'coming', 'about 2 min', '± 20 s'],
  [160_000, 95_000, 'coming', 'about 2½ min', '± 1½ min'],
  [25 * 60_000, null, 'coming', 'about 25 min', 'by pace alone'],
  [4_000, 2_000, 'due', 'any moment', '± 2 s'],
  [-9_000, 10_000, 'due', 'any moment', '± 10 s'],
  [-70_000, 10_000, 'overdue', '70 s late', '± 10 s'],
])('%d ms before the line with a spread of %s: %s, %s, %s', (leftMs, spreadMs, state, when, sure) => {
  expect(arrivalWords({ arrivesAtMs: 1_000_000 + leftMs, spreadMs }, 1_000_000)).toEqual({ state, when, sure });
});
