import { expect, test } from 'vitest';
import { jsonRows } from './json-rows.ts';

test('rows come out as they are', () => {
  expect(JSON.parse(jsonRows([{ bib: 'F12', reason: null, splits: [{ seq: 1 }] }]))).toEqual([
    { bib: 'F12', reason: null, splits: [{ seq: 1 }] },
  ]);
});

test.each([
  ['a\u0000b', 'a\ufffdb'],
  ['\ud83d', '\ufffd'],
  ['\\u0000', '\\u0000'],
  ['\\\\ud83d', '\\\\ud83d'],
  ['🏁', '🏁'],
])('%j is stored as %j', (text, stored) => {
  expect(JSON.parse(jsonRows([{ text }]))).toEqual([{ text: stored }]);
});
