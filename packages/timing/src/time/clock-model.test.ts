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
