import { z } from 'zod';

/** The fixed surface that a scene is drawn on, in px; a screen shows it whole, larger or smaller. */
export const stageSchema = z.strictObject({
  width: z.int('a stage is whole pixels wide').min(100).max(7680),
  height: z.int('a stage is whole pixels high').min(100).max(7680),
});
export type Stage = z.infer<typeof stageSchema>;

export const stagePresets: readonly { name: string; stage: Stage }[] = [
  { name: 'Full HD, 1920 × 1080', stage: { width: 1920, height: 1080 } },
  { name: '4K, 3840 × 2160', stage: { width: 3840, height: 2160 } },
  { name: 'Portrait, 1080 × 1920', stage: { width: 1080, height: 1920 } },
  { name: 'Square, 1080 × 1080', stage: { width: 1080, height: 1080 } },
  { name: 'LED wall, 768 × 256', stage: { width: 768, height: 256 } },
  { name: 'LED wall, 960 × 320', stage: { width: 960, height: 320 } },
  { name: 'LED wall, 512 × 512', stage: { width: 512, height: 512 } },
  { name: 'LED ribbon, 1920 × 192', stage: { width: 1920, height: 192 } },
];

/** How unlike two shapes are; 0 = the same, and tall against wide counts as much as wide against tall. */
export function shapeDistance(a: Stage, b: Stage): number {
  return Math.abs(Math.log(a.width / a.height) - Math.log(b.width / b.height));
}
