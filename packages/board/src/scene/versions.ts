import type { SceneState } from '@chute/protocol';
import type { Layer } from './layers.ts';
import { allLayers, type Layout, type Scene } from './scene.ts';

/** What a save makes of it. */
export function bumped(scene: Scene): Scene {
  return { ...scene, version: scene.version + 1 };
}

/** A scene of its own, that begins as this one. */
export function copyOfScene(scene: Scene, { sceneId, name }: { sceneId: string; name: string }): Scene {
  return { ...structuredClone(scene), sceneId, name, version: 1 };
}

/** One state drawn as another is; what stood there goes. Layer ids count within a state, so they stay. */
export function copyOfState(layout: Layout, { from, to }: { from: SceneState; to: SceneState }): Layout {
  return { ...layout, states: { ...layout.states, [to]: structuredClone(layout.states[from]) } };
}

/** SHA-256 of every upload that the scene shows: what must be there before it goes on air. */
export function imagesOf(scene: Scene): string[] {
  const named = allLayers(scene).flatMap(imageSources);
  if (scene.background.image) named.push(scene.background.image);
  const uploads = named.flatMap((image) => (image.from === 'upload' ? [image.sha256] : []));
  return [...new Set(scene.brand.logo ? [...uploads, scene.brand.logo] : uploads)];
}

function imageSources(layer: Layer) {
  if (layer.kind === 'image') return [layer.image];
  return layer.kind === 'sponsors' ? layer.images : [];
}
