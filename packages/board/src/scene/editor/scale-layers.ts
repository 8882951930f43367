import type { Layer } from '../layers.ts';
import { type SceneStates, sceneStates } from '../scene.ts';
import type { Stage } from '../stage.ts';
import type { TextStyle } from '../text-style.ts';
import { clamp, rounded } from './boxes.ts';

type Scale = { x: number; y: number; type: number };

/** All layers moved and sized for another stage: each keeps its share of the surface, and type grows with the smaller side of the change. */
export function scaledStates(states: SceneStates, { from, to }: { from: Stage; to: Stage }): SceneStates {
  const [x, y] = [to.width / from.width, to.height / from.height];
  const scale = { x, y, type: Math.min(x, y) };
  const scaled = sceneStates.map((state) => [state, states[state].map((layer) => scaledLayer(layer, scale))] as const);
  return Object.fromEntries(scaled) as SceneStates;
}

function scaledLayer(layer: Layer, scale: Scale): Layer {
  const box = {
    x: rounded(clamp(layer.x * scale.x, -20_000, 20_000)),
    y: rounded(clamp(layer.y * scale.y, -20_000, 20_000)),
    width: rounded(clamp(layer.width * scale.x, 1, 20_000)),
    height: rounded(clamp(layer.height * scale.y, 1, 20_000)),
  };
  const type = (style: TextStyle): TextStyle => ({ ...style, sizePx: rounded(clamp(style.sizePx * scale.type, 4, 2_000)) });
  switch (layer.kind) {
    case 'text':
    case 'ticker':
      return { ...layer, ...box, style: type(layer.style) };
    case 'leaders':
    case 'latest':
      return { ...layer, ...box, style: type(layer.style), title: layer.title && type(layer.title) };
    case 'clock':
    case 'countdown':
      return { ...layer, ...box, style: type(layer.style), label: layer.label && type(layer.label) };
    default:
      return { ...layer, ...box };
  }
}
