import { clamp } from './boxes.ts';

/** A part of a picture, in its own whole px. */
export type CropBox = { x: number; y: number; width: number; height: number };
type Size = { width: number; height: number };

/** The part as asked for, inside the picture. */
export function cropInside(crop: CropBox, of: Size): CropBox {
  const width = clamp(Math.round(crop.width), 1, of.width);
  const height = clamp(Math.round(crop.height), 1, of.height);
  return { x: clamp(Math.round(crop.x), 0, of.width - width), y: clamp(Math.round(crop.y), 0, of.height - height), width, height };
}

/** The largest part of these proportions, from the middle; null = all of it. */
export function cropOfShape(of: Size, shape: Size | null): CropBox {
  if (!shape) return { x: 0, y: 0, ...of };
  const share = Math.min(of.width / shape.width, of.height / shape.height);
  const [width, height] = [shape.width * share, shape.height * share];
  return cropInside({ x: (of.width - width) / 2, y: (of.height - height) / 2, width, height }, of);
}
