import type { SceneState } from '@chute/protocol';
import { z } from 'zod';
import { type Layer, layerSchema } from './layers.ts';
import { brandSchema, fillSchema, imageSourceSchema } from './paint.ts';
import { type Stage, shapeDistance, stageSchema } from './stage.ts';

export const sceneStates = ['resting', 'runner', 'podium', 'message', 'emergency'] as const satisfies readonly SceneState[];
export const layersMax = 200;

/** In their order from back to front. A state without layers is drawn by another (`layersOf` in state-layers.ts). */
const layersSchema = z
  .array(layerSchema)
  .max(layersMax)
  .refine((layers) => new Set(layers.map(({ id }) => id)).size === layers.length, 'two layers have the same id')
  .default([]);

const statesSchema = z.strictObject({
  resting: layersSchema,
  runner: layersSchema,
  podium: layersSchema,
  message: layersSchema,
  emergency: layersSchema,
});
export type SceneStates = z.infer<typeof statesSchema>;
export type SceneStatesInput = z.input<typeof statesSchema>;

export const backgroundSchema = z.strictObject({
  fill: fillSchema.default({ kind: 'colour', colour: '$ground' }),
  image: imageSourceSchema.nullable().default(null),
  imageOpacity: z.number().min(0).max(1).default(1),
});
export type Background = z.infer<typeof backgroundSchema>;
export type BackgroundInput = z.input<typeof backgroundSchema>;

/** The same scene for a screen of another shape. */
const layoutSchema = z.strictObject({ stage: stageSchema, states: statesSchema });
export type Layout = z.infer<typeof layoutSchema>;

/** What a display can show: a fixed stage, and layers for each state that it may be asked for. */
export const sceneSchema = z.strictObject({
  v: z.literal(1, 'this scene was made by another version of the program'),
  sceneId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a scene id is 1 to 64 letters, digits, dots and dashes'),
  name: z.string().trim().min(1, 'a scene has a name').max(80),
  /** Grows by one with every save (`bumped`). */
  version: z.int().min(1).default(1),
  stage: stageSchema,
  background: backgroundSchema.prefault({}),
  brand: brandSchema.prefault({}),
  states: statesSchema.prefault({}),
  /** Other shapes of the same scene; a screen takes the layout that is nearest to its own shape. */
  otherLayouts: z.array(layoutSchema).max(4).default([]),
});
export type Scene = z.infer<typeof sceneSchema>;
/** As it may be written by hand: what has a default can be left out. */
export type SceneInput = z.input<typeof sceneSchema>;

/** The last function that sees `unknown`: files, stores and the wire. `refused` says where and why, a line each. */
export function parseScene(given: unknown): { scene: Scene } | { refused: string } {
  const parsed = sceneSchema.safeParse(given);
  return parsed.success ? { scene: parsed.data } : { refused: z.prettifyError(parsed.error) };
}

/** The layout for a screen of this shape. */
export function layoutFor(scene: Scene, screen: Stage): Layout {
  const layouts: Layout[] = [{ stage: scene.stage, states: scene.states }, ...scene.otherLayouts];
  return layouts.reduce((best, one) => (shapeDistance(one.stage, screen) < shapeDistance(best.stage, screen) ? one : best));
}

/** Every layer of every state and layout. */
export function allLayers(scene: Scene): Layer[] {
  return [scene.states, ...scene.otherLayouts.map(({ states }) => states)].flatMap((states) =>
    sceneStates.flatMap((state) => states[state]),
  );
}
