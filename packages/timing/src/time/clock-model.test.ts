import { expect, test } from 'vitest';
import { correctedMs, orderedPoints } from './clock-model.ts';

test('without a check a clock is believed, one check is an offset for good', () => {
  expect(correctedMs([], 5000)).toBe(5000);
  expect([0, 1000, 9000].map((at) => correctedMs([{ decoderAtMs: 1000, offsetMs: -250 }], at))).toEqual([-250, 750, 8750]);
});

test('two checks are linear between them and held outside', () => {
  const points = orderedPoints([
    { decoderAtMs: 2000, offsetMs: 30 },
    { decoderAtMs: 1000, offsetMs: 10 },
  ]);
  expect([0, 1000, 1500, 2000, 3000].map((at) => correctedMs(points, at) - at)).toEqual([10, 10, 20, 30, 30]);
});

test('of two checks at one instant the later written holds', () => {
  const points = orderedPoints([
    { decoderAtMs: 1000, offsetMs: 10 },
    { decoderAtMs: 1000, offsetMs: 20 },
  ]);
  expect(correctedMs(points, 1000)).toBe(1020);
});

test('what lies half-way between two milliseconds goes to the later one, whichever way the clock drifts', () => {
  const from = { decoderAtMs: 0, offsetMs: 0 };
  const at = (offsetMs: number, decoderAtMs: number) => correctedMs([from, { decoderAtMs: 4, offsetMs }], decoderAtMs) - decoderAtMs;
  expect([1, 2, 3].map((ms) => at(2, ms))).toEqual([1, 1, 2]);
  expect([1, 2, 3].map((ms) => at(-2, ms))).toEqual([0, -1, -1]);
  expect([1, 2, 3].map((ms) => at(-1, ms))).toEqual([0, 0, -1]);
});

test('a clock that was off by years is put right to the millisecond', () => {
  const tenYearsMs = 315_576_000_000;
  const points = [
    { decoderAtMs: 1_000_000_000_000, offsetMs: tenYearsMs },
    { decoderAtMs: 1_000_100_000_000, offsetMs: tenYearsMs + 99_999_999 },
  ];
  expect(correctedMs(points, 1_000_050_000_001)).toBe(1_000_050_000_001 + tenYearsMs + 50_000_000);
});

test('a decoder that ran slow is right in the middle of its two checks (W16)', () => {
  const at = (clock: string) => Date.parse(`2026-05-17T${clock}Z`);
  const points = [
    { decoderAtMs: at('07:00:00.000'), offsetMs: 1_200 },
    { decoderAtMs: at('09:00:00.000'), offsetMs: 2_400 },
  ];
  expect(correctedMs(points, at('08:00:00.000'))).toBe(at('08:00:01.800'));
});
