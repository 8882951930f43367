import { expect, test } from 'vitest';
import { judgeVersion } from './server-version.ts';

test('a Postgres below 15 is refused', () => {
  expect(() => judgeVersion(140_020)).toThrow(expect.objectContaining({ code: 'too-old' }));
});

test('a minor version with a known hole in row security is named', () => {
  expect(judgeVersion(150_013)).toMatch(/15\.13: below 15\.14/);
  expect(judgeVersion(170_005)).toMatch(/below 17\.6/);
});

test.each([150_014, 150_018, 160_010, 170_006, 180_000, 180_004])('%i is fine', (number) => {
  expect(judgeVersion(number)).toBeUndefined();
});
