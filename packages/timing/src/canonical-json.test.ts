import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('keys are sorted by UTF-16 code unit, as in the example of RFC 8785', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew',
    1: 'One',
    '\ud83d\ude00': 'Smiley',
    '\u0080': 'Control',
    ö: 'o',
  };
  expect(Object.keys(JSON.parse(canonicalJson(value)))).toHaveLength(7);
  expect([...canonicalJson(value).matchAll(/:"(\w+)/g)].map(([, word]) => word)).toEqual([
    'Carriage',
    'One',
    'Control',
    'o',
    'Euro',
    'Smiley',
    'Hebrew',
  ]);
});

test('nothing is lost, and the order in which keys were written does not matter', () => {
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  })).value;
  fc.assert(
    fc.property(values, (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(turned(value))).toBe(text);
    }),
    { numRuns: 50 },
  );
});

test.each([[0.5], [Number.NaN], [2 ** 53], ['\ud800'], [() => 1], [undefined], [{ a: [1.5] }], [{ '\udc00': 1 }]])(
  '%o has no canonical form',
  (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  },
);

test('what has no canonical form is told why', () => {
  expect(() => canonicalJson(() => 1)).toThrow('no canonical form for a function');
  expect(() => canonicalJson(0.5)).toThrow('0.5 is no safe integer, so it has no canonical form here');
  expect(() => canonicalJson('\ud800')).toThrow('a lone surrogate has no canonical form');
});

test('zero has one spelling and undefined members are left out', () => {
  expect(canonicalJson({ b: -0, a: undefined, c: 'say "\\"\n' })).toBe('{"b":0,"c":"say \\"\\\\\\"\\n"}');
});

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, turned(member)]),
  );
}
