import { expect, test } from 'vitest';
import { HeldNumbers } from './held-numbers.ts';

function held(...numbers: [location: string, sourceSeq: number, clockId?: string][]) {
  const all = new HeldNumbers();
  for (const [location, sourceSeq, clockId = 'mat-1'] of numbers) all.add({ location, sourceSeq, clockId });
  return all.resumeAfter();
}

test('a stream without gaps goes on behind its last number', () => {
  expect(held(['FINISH', 1], ['FINISH', 2], ['FINISH', 2], ['FINISH', 3])).toEqual([{ location: 'FINISH', lastSeq: 3 }]);
});

test('a number that is missing is asked for again, however much came after it', () => {
  expect(held(['FINISH', 1], ['FINISH', 2], ['FINISH', 4], ['FINISH', 5])).toEqual([{ location: 'FINISH', lastSeq: 2 }]);
  expect(held(['FINISH', 1], ['FINISH', 2], ['FINISH', 4], ['FINISH', 3])).toEqual([{ location: 'FINISH', lastSeq: 4 }]);
});

test('a decoder that counts across its locations misses nothing between them', () => {
  expect(held(['START', 1], ['FINISH', 2], ['START', 3], ['FINISH', 4])).toEqual([
    { location: 'START', lastSeq: 4 },
    { location: 'FINISH', lastSeq: 4 },
  ]);
});

test('a decoder that counts by location is asked by location', () => {
  expect(held(['START', 1], ['START', 2], ['START', 3], ['FINISH', 1])).toEqual([
    { location: 'START', lastSeq: 3 },
    { location: 'FINISH', lastSeq: 1 },
  ]);
});

test('where two decoders stream to one location with numbers of their own, it is asked for from its beginning', () => {
  expect(held(['FINISH', 1, 'main'], ['FINISH', 2, 'main'], ['FINISH', 1, 'backup'])).toEqual([]);
});

test('thousands of gaps are bounded, and what is forgotten is asked for again', () => {
  const even = Array.from({ length: 5_000 }, (_, at): [string, number] => ['FINISH', at * 2 + 1]);
  expect(held(...even)).toEqual([{ location: 'FINISH', lastSeq: 1 }]);
});
