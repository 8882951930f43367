import { expect, test } from 'vitest';
import { cropInside, cropOfShape } from './crop.ts';
import { layerAt, layersIn } from './hit.ts';
import { palette } from './palette.ts';

const shape = palette.find(({ id }) => id === 'shape')!.make({ width: 1920, height: 1080 });
const at = (id: string, x: number, y: number, more = {}) => ({ ...shape, id, x, y, width: 100, height: 40, ...more });

test('the one on top is taken, not one that is locked or hidden', () => {
  const layers = [at('under', 0, 0), at('over', 50, 0), at('locked', 0, 0, { locked: true }), at('hidden', 0, 0, { hidden: true })];
  expect(layerAt(layers, { x: 70, y: 20 })?.id).toBe('over');
  expect(layerAt(layers, { x: 20, y: 20 })?.id).toBe('under');
  expect(layerAt(layers, { x: 500, y: 20 })).toBeNull();
});

test('a turned layer is taken where it is seen, not where it would lie', () => {
  const turned = [at('turned', 0, 0, { rotation: 90 })];
  expect(layerAt(turned, { x: 50, y: 60 })?.id).toBe('turned');
  expect(layerAt(turned, { x: 5, y: 20 })).toBeNull();
});

test('a frame takes whatever it touches', () => {
  const layers = [at('left', 0, 0), at('right', 300, 0), at('locked', 0, 0, { locked: true })];
  expect(layersIn(layers, { left: 90, top: 30, right: 200, bottom: 90 }).map(({ id }) => id)).toEqual(['left']);
});

test('a crop in the proportions of the stage is the largest there is, from the middle, and stays in the picture', () => {
  expect(cropOfShape({ width: 4000, height: 3000 }, { width: 16, height: 9 })).toEqual({ x: 0, y: 375, width: 4000, height: 2250 });
  expect(cropInside({ x: 3900, y: -20, width: 500, height: 9_000 }, { width: 4000, height: 3000 })).toEqual({
    x: 3500,
    y: 0,
    width: 500,
    height: 3000,
  });
});
