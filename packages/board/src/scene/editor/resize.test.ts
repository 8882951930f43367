import fc from 'fast-check';
import { expect, test } from 'vitest';
import { radians } from './boxes.ts';
import { handles, resized, turnedTo } from './resize.ts';

const box = { x: 100, y: 200, width: 400, height: 100, rotation: 0 };

test('the lower right handle makes it larger, and its upper left corner stays', () => {
  expect(resized(box, { x: 1, y: 1 }, { byX: 60, byY: 20, keepsRatio: false })).toEqual({ ...box, width: 460, height: 120 });
});

test('the upper left handle moves that corner only', () => {
  expect(resized(box, { x: -1, y: -1 }, { byX: 60, byY: 20, keepsRatio: false })).toEqual({
    ...box,
    x: 160,
    y: 220,
    width: 340,
    height: 80,
  });
});

test('with Shift it keeps its proportions', () => {
  const { width, height } = resized(box, { x: 1, y: 1 }, { byX: 400, byY: 0, keepsRatio: true });
  expect([width, height]).toEqual([800, 200]);
});

test('what lies opposite the handle stays where it is, however the layer is turned', () => {
  const pull = fc.integer({ min: -300, max: 300 });
  fc.assert(
    fc.property(fc.constantFrom(...handles), fc.integer({ min: -180, max: 180 }), pull, pull, (handle, rotation, byX, byY) => {
      const before = { ...box, rotation };
      const opposite = { x: -handle.x, y: -handle.y };
      const [was, is] = [before, resized(before, handle, { byX, byY, keepsRatio: false })].map((one) => anchor(one, opposite));
      expect(is!.x).toBeCloseTo(was!.x, 0);
      expect(is!.y).toBeCloseTo(was!.y, 0);
    }),
  );
});

test('the rotation handle points upward, and turns by steps of 15 degrees unless it is free', () => {
  expect(turnedTo(box, { x: 300, y: 0 }, { isFree: false })).toBe(0);
  expect(turnedTo(box, { x: 900, y: 250 }, { isFree: false })).toBe(90);
  expect(turnedTo(box, { x: 900, y: 260 }, { isFree: false })).toBe(90);
  expect(turnedTo(box, { x: 900, y: 260 }, { isFree: true })).toBe(91);
});

function anchor({ x, y, width, height, rotation }: typeof box, at: { x: number; y: number }): { x: number; y: number } {
  const turn = radians(rotation);
  const [alongX, alongY] = [(at.x * width) / 2, (at.y * height) / 2];
  return {
    x: x + width / 2 + alongX * Math.cos(turn) - alongY * Math.sin(turn),
    y: y + height / 2 + alongX * Math.sin(turn) + alongY * Math.cos(turn),
  };
}
