import { expect, test } from 'vitest';
import { compareBibs } from './compare-bibs.ts';

test('numeric bibs go by value, then the rest by code point, and nothing is left open', () => {
  const bibs = ['F12', '10', '9', '007', '7', 'F2', '\u{1F600}', '\uFF11', '00', '0', '123456789012345678901', ''];
  const ordered = ['0', '00', '007', '7', '9', '10', '123456789012345678901', '', 'F12', 'F2', '\uFF11', '\u{1F600}'];
  expect(bibs.toSorted(compareBibs)).toEqual(ordered);
  expect(bibs.toReversed().sort(compareBibs)).toEqual(ordered);
});
