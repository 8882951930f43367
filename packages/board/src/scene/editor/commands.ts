import type { SceneState } from '@chute/protocol';
import { type Layer, layerSchema } from '../layers.ts';
import type { Brand } from '../paint.ts';
import { type Background, layersMax } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { copyOfState } from '../versions.ts';
import { type Alignment, aligned, distributed, moved, type Order, ordered } from './arrange.ts';
import { boundsAround, clampMove, type LayerBox } from './boxes.ts';
import { freeLayers, freshId, layersAt, layoutAt, type SceneDocument, selectedLayers, withLayers, withLayout } from './document.ts';
import { scaledStates } from './scale-layers.ts';

/** What can be done to a scene. What speaks of layers without naming them means those that are selected; a locked one only by its name. */
export type EditorCommand =
  | { do: 'add'; layers: readonly Layer[] }
  | { do: 'change'; ids: readonly string[]; change: Record<string, unknown> }
  | { do: 'move'; byX: number; byY: number }
  | { do: 'place'; boxes: Readonly<Record<string, LayerBox>> }
  | { do: 'order'; to: Order }
  | { do: 'align'; to: Alignment }
  | { do: 'distribute'; along: 'x' | 'y' }
  | { do: 'duplicate' }
  | { do: 'delete' }
  | { do: 'copy-state'; from: SceneState; to: SceneState }
  | { do: 'name'; name: string }
  | { do: 'stage'; stage: Stage; isScaling: boolean }
  | { do: 'background'; change: Partial<Background> }
  | { do: 'brand'; change: Partial<Brand> }
  | { do: 'add-layout'; stage: Stage }
  | { do: 'remove-layout' };

/** As far as a copy stands away from what it was made from. */
const copyOffsetPx = 20;

/** The document with that done. It may be one that no scene can be: `edit` looks. */
export function done(document: SceneDocument, command: EditorCommand): SceneDocument {
  const { scene, place } = document;
  const layout = layoutAt(scene, place.layout);
  switch (command.do) {
    case 'add':
      return added(document, command.layers);
    case 'duplicate':
      return added(
        document,
        selectedLayers(document).map((layer) => ({ ...moved(layer, copyOffsetPx, copyOffsetPx), locked: false })),
      );
    case 'change':
      return replaced(
        document,
        layersAt(document)
          .filter(({ id }) => command.ids.includes(id))
          .map((layer) => changed(layer, command.change)),
      );
    case 'move': {
      const free = freeLayers(document);
      if (free.length === 0) return document;
      const { byX, byY } = clampMove(boundsAround(free), command, layout.stage);
      return replaced(
        document,
        free.map((layer) => moved(layer, byX, byY)),
      );
    }
    case 'place':
      return replaced(
        document,
        freeLayers(document).flatMap((layer) => (command.boxes[layer.id] ? [{ ...layer, ...command.boxes[layer.id]! }] : [])),
      );
    case 'order':
      return withLayers(document, (layers) => ordered(layers, document.selected, command.to));
    case 'align':
      return replaced(document, aligned(freeLayers(document), command.to, layout.stage));
    case 'distribute':
      return replaced(document, distributed(freeLayers(document), command.along));
    case 'delete':
      return withLayers(document, (layers) => layers.filter(({ id, locked }) => locked || !document.selected.includes(id)));
    case 'copy-state':
      return { ...document, scene: withLayout(scene, place.layout, (from) => copyOfState(from, command)) };
    case 'name':
      return { ...document, scene: { ...scene, name: command.name } };
    case 'stage':
      return {
        ...document,
        scene: withLayout(scene, place.layout, ({ stage, states }) => ({
          stage: command.stage,
          states: command.isScaling ? scaledStates(states, { from: stage, to: command.stage }) : states,
        })),
      };
    case 'background':
      return { ...document, scene: { ...scene, background: { ...scene.background, ...command.change } } };
    case 'brand':
      return { ...document, scene: { ...scene, brand: { ...scene.brand, ...command.change } } };
    case 'add-layout': {
      const states = scaledStates(layout.states, { from: layout.stage, to: command.stage });
      const otherLayouts = [...scene.otherLayouts, { stage: command.stage, states }];
      return { ...document, scene: { ...scene, otherLayouts }, place: { ...place, layout: otherLayouts.length } };
    }
    case 'remove-layout':
      if (place.layout === 0) return document;
      return {
        scene: { ...scene, otherLayouts: scene.otherLayouts.filter((_, at) => at !== place.layout - 1) },
        place: { ...place, layout: 0 },
        selected: [],
      };
  }
}

/** On top, under names of their own, and selected. */
function added(document: SceneDocument, layers: readonly Layer[]): SceneDocument {
  const all = [...layersAt(document)];
  const room = Math.max(0, layersMax - all.length);
  const selected: string[] = [];
  for (const layer of layers.slice(0, room)) {
    const id = freshId(layer.id, all);
    all.push({ ...structuredClone(layer), id });
    selected.push(id);
  }
  return { ...withLayers(document, () => all), selected };
}

function replaced(document: SceneDocument, layers: readonly Layer[]): SceneDocument {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  return withLayers(document, (all) => all.map((layer) => byId.get(layer.id) ?? layer));
}

/** A change that makes no layer of it is not made. */
function changed(layer: Layer, change: Record<string, unknown>): Layer {
  const parsed = layerSchema.safeParse({ ...layer, ...change, id: layer.id, kind: layer.kind });
  return parsed.success ? parsed.data : layer;
}
