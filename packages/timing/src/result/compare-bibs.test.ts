import { expect, test } from 'vitest';
import { compareBibs } from './compare-bibs.ts';

test('numeric bibs go by value, then the rest by code point, and nothing is left open', () => {
  const bibs = ['F12', '10', '9', '007', '7', 'F2', '\u{1F600}', '\uFF11', '00', '0', '123456789012345678901', ''];
  const ordered = ['0', '00', '007', '7', '9', '10', '123456789012345678901', '', 'F12', 'F2', '\uFF11', '\u{1F600}'];
  expect(bibs.toSorted(compareBibs)).toEqual(ordered);
  expect(bibs.toReversed().sort(compareBibs)).toEqual(ordered);
});

test('a letter behind the digits makes a bib one of the rest, and only zeros in front have no value', () => {
  expect(['1a', '200', '1001', '20', '0020'].toSorted(compareBibs)).toEqual(['0020', '20', '200', '1001', '1a']);
});

test('a bib comes before those that go on from it, whatever they go on with', () => {
  expect(['F1\u0000', 'F12', 'F1', 'F1 '].toSorted(compareBibs)).toEqual(['F1', 'F1\u0000', 'F1 ', 'F12']);
  expect(['F1', 'F1\u0000'].toSorted(compareBibs)).toEqual(['F1', 'F1\u0000']);
});
