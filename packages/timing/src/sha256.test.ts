import { expect, test } from 'vitest';
import { sha256Hex, sha256HexOf } from './sha256.ts';

test('a text and its bytes have one hash, as the standard has it for "abc"', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(sha256Hex('abc')).toBe(abc);
  expect(sha256Hex(new TextEncoder().encode('abc'))).toBe(abc);
  expect(sha256HexOf((to) => to.text('abc'))).toBe(abc);
});

test('what is hashed on the way is hashed whole, however long it is', () => {
  const long = Array.from({ length: 30_000 }, (_, index) => `line ${index}\n`);
  expect(
    sha256HexOf((to) => {
      for (const line of long) to.text(line);
    }),
  ).toBe(sha256Hex(long.join('')));
});
