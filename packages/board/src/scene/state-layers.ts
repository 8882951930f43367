import type { SceneState } from '@chute/protocol';
import { plainEmergency, plainMessage, plainPodium } from './built-in/plain-states.ts';
import type { Layer } from './layers.ts';
import type { Layout } from './scene.ts';

/** `drawn`: the state whose layers these are, which is another one where a state has none of its own. */
export type StateLayers = { drawn: SceneState; layers: readonly Layer[] };

/**
 * What is drawn for a state, always something that says what the desk asked for. Without layers of its own a runner is drawn as rest (the tables there hold the runner too);
 * podium, message and emergency have a plain form for every stage.
 */
export function layersOf(layout: Layout, state: SceneState): StateLayers {
  const own = layout.states[state];
  if (own.length > 0) return { drawn: state, layers: own };
  if (state === 'runner' || state === 'resting') return { drawn: 'resting', layers: layout.states.resting };
  return { drawn: state, layers: plainLayers(layout, state) };
}

const plain = new WeakMap<Layout['stage'], Map<SceneState, readonly Layer[]>>();

/** Made once for a stage: the same layers again are the same elements on the screen. */
function plainLayers({ stage }: Layout, state: 'podium' | 'message' | 'emergency'): readonly Layer[] {
  const made = plain.get(stage) ?? new Map<SceneState, readonly Layer[]>();
  plain.set(stage, made);
  const layers = made.get(state) ?? { podium: plainPodium, message: plainMessage, emergency: plainEmergency }[state](stage);
  made.set(state, layers);
  return layers;
}
