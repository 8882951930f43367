import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Reading } from './reading.ts';

test('the newest come in by themselves while nobody holds the page', () => {
  const reading = new Reading();
  expect(reading.page(['c', 'b', 'a'], 2)).toEqual({ ids: ['c', 'b'], waiting: [] });
});

test('held, the page stands, and what is new waits in the order in which it happened', () => {
  const reading = new Reading();
  reading.hold('key', ['b', 'a'], 5);
  expect(reading.page(['d', 'c', 'b', 'a'], 5)).toEqual({ ids: ['b', 'a'], waiting: ['c', 'd'] });
  expect(reading.next(['d', 'c', 'b', 'a'])).toBe(true);
  expect(reading.page(['d', 'c', 'b', 'a'], 5)).toEqual({ ids: ['c', 'b', 'a'], waiting: ['d'] });
  reading.goOn();
  expect(reading.page(['d', 'c', 'b', 'a'], 5)).toEqual({ ids: ['d', 'c', 'b', 'a'], waiting: [] });
});

test('held before the first finisher, everyone who comes waits', () => {
  const reading = new Reading();
  reading.hold('key', [], 5);
  expect(reading.page(['b', 'a'], 5)).toEqual({ ids: [], waiting: ['a', 'b'] });
});

test('somebody who is disqualified while the page is held keeps the place on it, and an older one who moves up is no news', () => {
  const reading = new Reading();
  reading.hold('key', ['d', 'c', 'b'], 2);
  expect(reading.page(['e', 'c', 'b', 'a'], 2)).toEqual({ ids: ['d', 'c'], waiting: ['e'] });
});

test('a finisher whom a late box tells of between two others is news', () => {
  const reading = new Reading();
  reading.hold('key', ['d', 'b'], 5);
  expect(reading.page(['d', 'c', 'b'], 5).waiting).toEqual(['c']);
});

test('scrolling and selecting hold the page for as long as they last, and a hold by key outlasts them', () => {
  const reading = new Reading();
  reading.hold('scroll', ['a'], 5);
  reading.hold('selection', ['b', 'a'], 5);
  reading.release('scroll');
  expect(reading.page(['b', 'a'], 5).ids).toEqual(['a']);
  reading.hold('key', ['b', 'a'], 5);
  reading.release('selection');
  expect([reading.isHeld, reading.page(['b', 'a'], 5).ids]).toEqual([true, ['a']]);
  reading.release('key');
  expect(reading.page(['b', 'a'], 5).ids).toEqual(['b', 'a']);
});

test('whatever happens while it is held: what is on the page stays in its order, nobody is on it twice, and with what waits nobody new is missing', () => {
  const steps = fc.array(fc.oneof(fc.constant('finish' as const), fc.constant('next' as const), fc.constant('out' as const)), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 12 }), (doing, before) => {
      const reading = new Reading();
      let latest = Array.from({ length: before }, (_, n) => `r${n}`).reverse();
      reading.hold('key', latest, 8);
      let page = reading.page(latest, 8);
      let finishers = before;
      const arrived: string[] = [];
      for (const step of doing) {
        if (step === 'finish') {
          latest = [`r${finishers}`, ...latest];
          arrived.push(`r${finishers}`);
          finishers += 1;
        } else if (step === 'out') latest = latest.filter((_, at) => at !== 3);
        else reading.next(latest);
        const now = reading.page(latest, 8);
        expect(now.ids.slice(now.ids.length - page.ids.length)).toEqual(page.ids);
        expect(new Set([...now.ids, ...now.waiting]).size).toBe(now.ids.length + now.waiting.length);
        const known = new Set([...now.ids, ...now.waiting]);
        expect(arrived.filter((one) => latest.includes(one)).every((one) => known.has(one))).toBe(true);
        page = now;
      }
    }),
    { seed: 11, numRuns: 200 },
  );
});
