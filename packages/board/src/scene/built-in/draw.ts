import { type Layer, type LayerInput, layerSchema } from '../layers.ts';
import type { Colour } from '../paint.ts';
import type { TextStyle } from '../text-style.ts';

/** Short forms in which the built-in scenes are written. A box is `[x, y, width, height]`. */
export type Box = readonly [x: number, y: number, width: number, height: number];
type Style = Partial<TextStyle>;
type More = Partial<Pick<Layer, 'entrance' | 'needs' | 'opacity' | 'rotation' | 'name'>>;
type InputOf<Kind extends LayerInput['kind']> = Extract<LayerInput, { kind: Kind }>;

export const at = ([x, y, width, height]: Box) => ({ x, y, width, height });

/** Big type of a headline: condensed and heavy. */
export const headline: Style = { font: '$heading', weight: 800, lineHeight: 1 };
export const number: Style = { font: '$heading', weight: 800, lineHeight: 1, colour: '$highlight' };
export const soft: Style = { colour: '$soft', weight: 600 };

export const text = (id: string, box: Box, words: string, style: Style = {}, more: Partial<InputOf<'text'>> = {}): LayerInput => ({
  kind: 'text',
  id,
  ...at(box),
  text: words,
  style,
  ...more,
});

export const panel = (id: string, box: Box, fill: Colour, more: Partial<InputOf<'shape'>> = {}): LayerInput => ({
  kind: 'shape',
  id,
  ...at(box),
  fill: { kind: 'colour', colour: fill },
  ...more,
});

export const clock = (id: string, box: Box, style: Style, more: Partial<InputOf<'clock'>> = {}): LayerInput => ({
  kind: 'clock',
  id,
  ...at(box),
  of: { clock: 'race' },
  style: { ...number, align: 'right', ...style },
  ...more,
});

export const enters = (effect: Layer['entrance']['effect'], durationMs: number, delayMs = 0): More => ({
  entrance: { effect, durationMs, delayMs },
});

/** Checked like any scene's: a slip in a built-in one is found by its test. */
export const layers = (...drawn: (LayerInput | LayerInput[])[]): Layer[] => drawn.flat().map((layer) => layerSchema.parse(layer));
