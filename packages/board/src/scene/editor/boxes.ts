import type { Stage } from '../stage.ts';

/** Where a layer stands, in px of the stage. */
export type LayerBox = { x: number; y: number; width: number; height: number; rotation: number };
/** Upright, around whatever is meant. */
export type Bounds = { left: number; top: number; right: number; bottom: number };

/** As much of a layer stays on the stage, so that none is lost; artwork may hang over the edge. */
const keptOnStagePx = 20;

export function boundsOf({ x, y, width, height, rotation }: LayerBox): Bounds {
  const turn = radians(rotation);
  const halfWidth = (Math.abs(Math.cos(turn)) * width + Math.abs(Math.sin(turn)) * height) / 2;
  const halfHeight = (Math.abs(Math.sin(turn)) * width + Math.abs(Math.cos(turn)) * height) / 2;
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  return { left: middleX - halfWidth, right: middleX + halfWidth, top: middleY - halfHeight, bottom: middleY + halfHeight };
}

export function boundsAround(boxes: readonly LayerBox[]): Bounds {
  const all = boxes.map(boundsOf);
  return {
    left: Math.min(...all.map(({ left }) => left)),
    top: Math.min(...all.map(({ top }) => top)),
    right: Math.max(...all.map(({ right }) => right)),
    bottom: Math.max(...all.map(({ bottom }) => bottom)),
  };
}

export function movedBounds({ left, top, right, bottom }: Bounds, { byX, byY }: { byX: number; byY: number }): Bounds {
  return { left: left + byX, right: right + byX, top: top + byY, bottom: bottom + byY };
}

/** The move that was asked for, cut short where the layers would leave the stage. */
export function clampMove(bounds: Bounds, by: { byX: number; byY: number }, stage: Stage): { byX: number; byY: number } {
  return {
    byX: clamp(by.byX, keptOnStagePx - bounds.right, stage.width - keptOnStagePx - bounds.left),
    byY: clamp(by.byY, keptOnStagePx - bounds.bottom, stage.height - keptOnStagePx - bounds.top),
  };
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(Math.min(value, Math.max(least, most)), Math.min(least, most));
}

/** Hundredths of a px: what nobody sees is not written down. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}

export const radians = (degrees: number) => (degrees * Math.PI) / 180;

export const boxOf = ({ x, y, width, height, rotation }: LayerBox): LayerBox => ({ x, y, width, height, rotation });
