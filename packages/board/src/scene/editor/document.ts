import type { SceneState } from '@chute/protocol';
import type { Layer } from '../layers.ts';
import type { Layout, Scene } from '../scene.ts';

/** Where in a scene somebody works: which of its layouts (0 = the first, then `otherLayouts`), and which state of it. */
export type Place = { layout: number; state: SceneState };

/** A scene, where somebody works in it, and which layers they have taken hold of. */
export type SceneDocument = { scene: Scene; place: Place; selected: readonly string[] };

export function layoutAt(scene: Scene, at: number): Layout {
  return at === 0 ? { stage: scene.stage, states: scene.states } : scene.otherLayouts[at - 1]!;
}

export function layersAt({ scene, place }: Pick<SceneDocument, 'scene' | 'place'>): readonly Layer[] {
  return layoutAt(scene, place.layout).states[place.state];
}

export function selectedLayers(document: SceneDocument): Layer[] {
  return layersAt(document).filter(({ id }) => document.selected.includes(id));
}

/** What may be moved of it. */
export function freeLayers(document: SceneDocument): Layer[] {
  return selectedLayers(document).filter(({ locked }) => !locked);
}

export function withLayout(scene: Scene, at: number, change: (layout: Layout) => Layout): Scene {
  if (at === 0) return { ...scene, ...change(layoutAt(scene, 0)) };
  return { ...scene, otherLayouts: scene.otherLayouts.map((layout, index) => (index === at - 1 ? change(layout) : layout)) };
}

/** Only the layers where somebody works; whoever is gone is not selected any more. */
export function withLayers(document: SceneDocument, change: (layers: readonly Layer[]) => Layer[]): SceneDocument {
  const { place } = document;
  const layers = change(layersAt(document));
  const scene = withLayout(document.scene, place.layout, (layout) => ({ ...layout, states: { ...layout.states, [place.state]: layers } }));
  return { ...document, scene, selected: document.selected.filter((selected) => layers.some(({ id }) => id === selected)) };
}

/** A name that no layer here has, told from what it is: `text`, `text-2`, … */
export function freshId(wanted: string, layers: readonly Pick<Layer, 'id'>[]): string {
  const stem = wanted.replace(/-\d+$/, '').slice(0, 56) || 'layer';
  const taken = new Set(layers.map(({ id }) => id));
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? stem : `${stem}-${n}`;
    if (!taken.has(id)) return id;
  }
}
