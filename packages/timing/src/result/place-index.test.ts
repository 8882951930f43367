import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlaceIndex } from './place-index.ts';

test('a place is one more than the number of better times, whoever comes and goes', () => {
  const timeMs = fc.integer({ min: 0, max: 40 });
  const step = fc.record({ all: fc.array(timeMs, { maxLength: 100 }), leave: fc.boolean(), look: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const index = new PlaceIndex();
      const times: number[] = [];
      const looksRight = () => {
        for (const one of new Set(times)) expect(index.placeOf(one)).toBe(times.filter((better) => better < one).length + 1);
      };
      for (const { all, leave, look } of steps) {
        for (const one of all) {
          if (!leave) {
            times.push(one);
            index.add(one);
          } else if (times.includes(one)) {
            times.splice(times.indexOf(one), 1);
            index.remove(one);
          }
        }
        if (look) looksRight();
      }
      looksRight();
    }),
  );
});

test('a day of reads of those who have finished, with nobody looking, leaves no more waiting than there are finishers', () => {
  const index = new PlaceIndex();
  for (let timeMs = 1; timeMs <= 2_000; timeMs++) index.add(timeMs);
  let most = 0;
  for (let read = 0; read < 20_000; read++) {
    const timeMs = 1 + (read % 2_000);
    index.remove(timeMs);
    index.add(timeMs);
    most = Math.max(most, index.waiting);
  }
  expect(most).toBeLessThanOrEqual(3_000);
  expect(index.placeOf(2_000)).toBe(2_000);
});

test('as many changes wait as there are times and a thousand more, whether runners come or go', () => {
  const index = new PlaceIndex();
  for (let timeMs = 1; timeMs <= 1_000; timeMs++) index.add(timeMs);
  expect(index.waiting).toBe(1_000);
  index.add(1_001);
  expect(index.waiting).toBe(0);
  for (let read = 1; read <= 1_000; read++) {
    index.add(2_000);
    index.remove(2_000);
  }
  index.add(1_002);
  expect(index.waiting).toBe(2_001);
  index.remove(1_002);
  expect(index.waiting).toBe(0);
  expect(index.placeOf(5_000)).toBe(1_002);
});

test('the n-th time stands between one that nobody beats and one that everybody does', () => {
  const index = new PlaceIndex();
  expect([0, 1].map((n) => index.timeOf(n))).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  for (const timeMs of [30, 10, 20, 10]) index.add(timeMs);
  expect([0, 1, 2, 3, 4, 5].map((n) => index.timeOf(n))).toEqual([Number.NEGATIVE_INFINITY, 10, 10, 20, 30, Number.POSITIVE_INFINITY]);
  index.remove(30);
  expect(index.timeOf(4)).toBe(Number.POSITIVE_INFINITY);
});

test('a place is the same whether few runners come and go before somebody looks, or many', () => {
  for (const many of [1, 499, 500, 501, 900]) {
    const index = new PlaceIndex();
    for (let timeMs = 2_000; timeMs > 0; timeMs--) index.add(timeMs);
    index.placeOf(1);
    for (let timeMs = 1; timeMs <= many; timeMs++) index.remove(2 * timeMs);
    index.add(0);
    expect([0, 1, 3, 2_000].map((timeMs) => index.placeOf(timeMs))).toEqual([1, 2, 3, 2_001 - many]);
  }
});
