import { expect, test } from 'vitest';
import type { Layer } from '../layers.ts';
import { type Brand, type Colour, type Fill, resolveColour } from '../paint.ts';
import { layoutFor, type Scene, sceneStates } from '../scene.ts';
import { layersOf } from '../state-layers.ts';
import { builtInScene, builtInScenes } from './built-in-scenes.ts';

const drawings = builtInScenes.flatMap((scene) =>
  [{ stage: scene.stage, states: scene.states }, ...scene.otherLayouts].flatMap((layout) =>
    sceneStates.map((state) => ({
      name: `${scene.sceneId} ${layout.stage.width}×${layout.stage.height} ${state}`,
      scene,
      layout,
      state,
      ...layersOf(layout, state),
    })),
  ),
);

test('six scenes are there from the beginning, by their names', () => {
  expect(builtInScenes.map(({ sceneId }) => sceneId)).toEqual(['finish-line', 'finish-list', 'leaders', 'podium', 'welcome', 'led-wall']);
  expect(builtInScene('finish-line')).toBe(builtInScenes[0]);
  expect(builtInScene('mine')).toBeNull();
});

test('each has a form for a wide screen and one for a tall one', () => {
  for (const scene of builtInScenes) {
    const { stage: tall } = layoutFor(scene, { width: 1080, height: 1920 });
    const { stage: wide } = layoutFor(scene, { width: 1920, height: 1080 });
    expect([scene.sceneId, tall.height > tall.width, wide.width > wide.height]).toEqual([scene.sceneId, true, true]);
  }
});

test.each(drawings)('$name: everything stands on the stage', ({ layout: { stage }, layers }) => {
  const outside = layers.filter(
    ({ x, y, width, height }) => x < 0 || y < 0 || x + width > stage.width + 0.01 || y + height > stage.height + 0.01,
  );
  expect(outside.map(({ id }) => id)).toEqual([]);
  expect(layers.length).toBeGreaterThan(0);
});

test.each(drawings)('$name: every text stands out from what is behind it', ({ scene, layers }) => {
  const faint = layers.flatMap((layer, at) => {
    const grounds = groundsOf(layer, layers.slice(0, at), scene);
    return inksOf(layer).flatMap((ink) =>
      grounds.map((ground) => ({ id: layer.id, ink, ground, contrast: contrast(ink, ground, scene.brand) })),
    );
  });
  expect(faint.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
});

/** The colours of its texts. */
function inksOf(layer: Layer): Colour[] {
  if (!('style' in layer)) return [];
  const table = layer.kind === 'leaders' || layer.kind === 'latest' ? layer : null;
  const columns = table?.columns.filter(({ isPlate }) => !isPlate).map(({ colour }) => colour ?? layer.style.colour) ?? [
    layer.style.colour,
  ];
  const medals: Colour[] = table?.kind === 'leaders' ? ['#ffd83d', '#d6dee9', '#f7b57e'] : [];
  const label = 'label' in layer ? layer.label : (table?.title ?? null);
  return [...columns, ...medals, ...(label ? [label.colour] : [])];
}

/** The uppermost shape under its middle, else the background; of a gradient both ends. */
function groundsOf({ x, y, width, height }: Layer, below: readonly Layer[], { background }: Scene): Colour[] {
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  const shape = below.findLast(
    (one) => one.kind === 'shape' && one.x <= middleX && one.x + one.width >= middleX && one.y <= middleY && one.y + one.height >= middleY,
  );
  return ends(shape?.kind === 'shape' ? shape.fill : background.fill);
}

const ends = (fill: Fill): Colour[] => (fill.kind === 'colour' ? [fill.colour] : [fill.from, fill.to]);

/** WCAG 2: from 1 (the same) to 21. */
function contrast(a: Colour, b: Colour, brand: Brand): number {
  const [light = 0, dark = 0] = [a, b].map((colour) => luminance(resolveColour(colour, brand))).sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
