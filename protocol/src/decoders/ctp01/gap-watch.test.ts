import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GapEvent, GapWatch } from './gap-watch.ts';
import { IntervalSet } from './interval-set.ts';

type Heard = { location: string; seq: number; text?: string };

/** Hears the lines 10 ms apart, then waits a minute; what was asked on the way. */
function watched(lines: readonly Heard[], watch = new GapWatch()): { events: GapEvent[]; watch: GapWatch } {
  const events: GapEvent[] = [];
  let nowMs = 0;
  for (const line of lines) {
    nowMs += 10;
    events.push(...watch.heard({ text: `chip of ${line.seq} at ${line.location}`, ...line }, nowMs), ...watch.look(nowMs));
  }
  for (let second = 0; second < 60; second += 1) events.push(...watch.look(nowMs + second * 1000));
  return { events, watch };
}

function inARow(location: string, from: number, to: number): Heard[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({ location, seq: from + index }));
}

describe('no gap is seen', () => {
  test('where each location counts for itself', () => {
    const lines = inARow('start', 1, 500).flatMap((line) => [line, { ...line, location: 'finish' }]);
    expect(watched(lines).events).toEqual([]);
  });

  test('where the connection counts across all locations', () => {
    const lines = inARow('start', 1, 2000).map((line) => ({ ...line, location: ['start', '5k', 'finish'][line.seq % 3]! }));
    expect(watched(lines).events).toEqual([]);
  });

  test('where lines overtake each other and come twice', () => {
    const lines = inARow('finish', 1, 400).flatMap((line, index) =>
      index % 7 === 0 ? [] : index % 7 === 3 ? [line, { ...line, seq: line.seq - 3 }, line] : [line],
    );
    expect(watched(lines).events).toEqual([]);
  });

  test('while a long replay runs after the first live line', () => {
    expect(watched([{ location: 'finish', seq: 5000 }, ...inARow('finish', 1, 4999)]).events).toEqual([]);
  });

  test('where a connection that counts across locations resumes', () => {
    const watch = new GapWatch();
    watch.resumeAfter('start', 100);
    watch.resumeAfter('finish', 102);
    watch.meetAll();
    const lines = [103, 105, 107].map((seq) => ({ location: 'start', seq })).concat([104, 106].map((seq) => ({ location: 'finish', seq })));
    expect(watched(lines, watch).events).toEqual([]);
  });

  test('in any order of any mixture, as long as no number is left out', () => {
    const mixture = fc.record({
      count: fc.integer({ min: 1, max: 200 }),
      seed: fc.array(fc.nat(2), { minLength: 1, maxLength: 30 }),
      perLocation: fc.boolean(),
    });
    fc.assert(
      fc.property(mixture, ({ count, seed, perLocation }) => {
        const next = [0, 0, 0];
        const lines = Array.from({ length: count }, (_, index) => {
          const location = seed[index % seed.length]!;
          next[location]! += 1;
          return { location: `mat ${location}`, seq: perLocation ? next[location]! : index + 1 };
        });
        expect(watched(lines).events).toEqual([]);
      }),
    );
  });
});

describe('a gap is seen', () => {
  test('at the one location that left a number out, where each counts for itself', () => {
    const lines = [...inARow('start', 1, 50), ...inARow('finish', 1, 20), ...inARow('finish', 24, 30)];
    const { events, watch } = watched(lines);
    expect(events[0]).toEqual({ event: 'ask', gap: { location: 'finish', fromSeq: 21, toSeq: 23 } });
    expect(watch.gaps()).toEqual([{ location: 'finish', fromSeq: 21, toSeq: 23 }]);
  });

  test('right after a resume, from the number that was asked for', () => {
    const watch = new GapWatch();
    watch.resumeAfter('finish', 57);
    expect(watched(inARow('finish', 60, 62), watch).events[0]).toEqual({
      event: 'ask',
      gap: { location: 'finish', fromSeq: 58, toSeq: 59 },
    });
  });

  test('as one question that brings all that is missing, from the lowest number on', () => {
    const { events, watch } = watched([1, 3, 5, 7].map((seq) => ({ location: 'finish', seq })));
    expect(events.slice(0, 1)).toEqual([{ event: 'ask', gap: { location: 'finish', fromSeq: 2, toSeq: 2 } }]);
    expect(watch.gaps()).toHaveLength(3);
  });
});

test('what another client was resumed after hides no gap of this one', () => {
  const watch = new GapWatch();
  watch.resumeAfter('start', 40);
  watch.resumeAfter('finish', 7000);
  const { events } = watched([...inARow('start', 41, 50), ...inARow('start', 53, 60)], watch);
  expect(events[0]).toEqual({ event: 'ask', gap: { location: 'start', fromSeq: 51, toSeq: 52 } });
});

describe('a client that counts anew', () => {
  test('is noticed by the first number that comes with another chip', () => {
    const again = inARow('finish', 1, 5).map((line) => ({ ...line, text: `another chip ${line.seq}` }));
    expect(watched([...inARow('finish', 1, 300), ...again]).events).toEqual([{ event: 'restarted', location: 'finish' }]);
  });

  test('is not suspected because it was rewound', () => {
    const watch = new GapWatch();
    watch.resumeAfter('finish', 300);
    watch.rewound('finish', 0);
    expect(watched(inARow('finish', 1, 300), watch).events).toEqual([]);
  });

  test('again and again is told once, and gaps are no longer looked for', () => {
    const lines = Array.from({ length: 30 }, (_, index) => ({ location: 'finish', seq: 1, text: `chip ${index}` }));
    const { events } = watched([...lines, { location: 'finish', seq: 90 }]);
    expect(events.map((event) => event.event)).toEqual(['restarted', 'restarted', 'restarted', 'unusable']);
  });
});

test('ranges hold what a plain set holds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60), { maxLength: 60 }), (values) => {
      const ranges = new IntervalSet();
      for (const value of values) ranges.add(value);
      const plain = new Set(values);
      const inside = (value: number) => values.some((low) => low < value) && values.some((high) => high > value);
      for (let value = 0; value <= 61; value += 1) {
        expect(ranges.has(value)).toBe(plain.has(value));
        expect(ranges.holes().some(({ from, to }) => from <= value && value <= to)).toBe(inside(value) && !plain.has(value));
      }
    }),
  );
});

test('ranges stay few: beyond the limit the oldest hole is forgotten', () => {
  const ranges = new IntervalSet(3);
  for (const value of [10, 20, 30, 40]) ranges.add(value);
  expect(ranges.holes()).toEqual([
    { from: 21, to: 29 },
    { from: 31, to: 39 },
  ]);
});

test('numbers without any order are given up, once, and cost nothing more', () => {
  const lines = Array.from({ length: 5_000 }, (_, index) => ({ location: `L${index % 500}`, seq: (index * 7_919) % 999_983 }));
  const { events, watch } = watched(lines);
  expect(events.filter(({ event }) => event === 'unusable')).toHaveLength(1);
  expect(watch.gaps()).toEqual([]);
  expect(watch.nextLookAtMs).toBe(null);
});
