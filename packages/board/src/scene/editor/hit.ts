import type { Layer } from '../layers.ts';
import { type Bounds, boundsOf, type LayerBox, radians } from './boxes.ts';

/** The layer on top at a place of the stage that can be taken hold of: neither locked nor hidden. */
export function layerAt(layers: readonly Layer[], at: { x: number; y: number }): Layer | null {
  return layers.findLast((layer) => !layer.locked && !layer.hidden && isInside(layer, at)) ?? null;
}

/** Those that a frame drawn over the stage touches. */
export function layersIn(layers: readonly Layer[], frame: Bounds): Layer[] {
  return layers.filter((layer) => {
    if (layer.locked || layer.hidden) return false;
    const { left, top, right, bottom } = boundsOf(layer);
    return left <= frame.right && right >= frame.left && top <= frame.bottom && bottom >= frame.top;
  });
}

function isInside({ x, y, width, height, rotation }: LayerBox, at: { x: number; y: number }): boolean {
  const turn = radians(-rotation);
  const [fromX, fromY] = [at.x - x - width / 2, at.y - y - height / 2];
  const alongX = fromX * Math.cos(turn) - fromY * Math.sin(turn);
  const alongY = fromX * Math.sin(turn) + fromY * Math.cos(turn);
  return Math.abs(alongX) <= width / 2 && Math.abs(alongY) <= height / 2;
}
