import { expect, test } from 'vitest';
import { boundsOf } from './boxes.ts';
import { type SnapRoom, snapEdges, snapMove } from './snap.ts';

const room: SnapRoom = { stage: { width: 1920, height: 1080 }, others: [], reachPx: 8, hasGrid: true };
const box = boundsOf({ x: 100, y: 100, width: 300, height: 90, rotation: 0 });

test('a layer moved near the middle of the stage is put in the middle, and a line says so', () => {
  const { byX, byY, guides } = snapMove(box, { byX: 714, byY: 398 }, room);
  expect([100 + byX + 150, 100 + byY + 45]).toEqual([960, 540]);
  expect(guides).toEqual([
    { axis: 'x', at: 960, of: 'stage' },
    { axis: 'y', at: 540, of: 'stage' },
  ]);
});

test('its edge meets the edge of another layer', () => {
  const other = boundsOf({ x: 707, y: 0, width: 100, height: 1080, rotation: 0 });
  const { byX, guides } = snapMove(box, { byX: 303, byY: 0 }, { ...room, others: [other] });
  expect(100 + 300 + byX).toBe(707);
  expect(guides).toContainEqual({ axis: 'x', at: 707, of: 'layer' });
});

test('where nothing is near it lies on the grid of 20', () => {
  const { byX, byY, guides } = snapMove(box, { byX: 131, byY: 247 }, room);
  expect([(100 + byX) % 20, (100 + byY) % 20]).toEqual([0, 0]);
  expect(guides).toEqual([]);
});

test('without the grid it stays where it was put', () => {
  expect(snapMove(box, { byX: 131, byY: 247 }, { ...room, hasGrid: false })).toEqual({ byX: 131, byY: 247, guides: [] });
});

test('a pulled edge meets the margin, and the other axis is left alone', () => {
  const { byX, byY, guides } = snapEdges({ x: 1863, y: null }, room);
  expect([1863 + byX, byY]).toEqual([1866, 0]);
  expect(guides).toEqual([{ axis: 'x', at: 1866, of: 'margin' }]);
});
