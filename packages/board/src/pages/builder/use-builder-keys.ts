import { useEffect, useRef } from 'react';
import { boxOf } from '../../scene/editor/boxes.ts';
import { freeLayers, selectedLayers } from '../../scene/editor/document.ts';
import { smallestPx } from '../../scene/editor/resize.ts';
import { sceneStates } from '../../scene/scene.ts';
import type { BuilderStore } from './builder-store.ts';
import type { Clipboard } from './clipboard.ts';

export type BuilderActions = {
  zoomBy: (by: 1 | -1) => void;
  fit: () => void;
  toggleGrid: () => void;
  play: () => void;
  goToPalette: () => void;
  goToLayer: () => void;
  newScene: () => void;
  openScene: () => void;
  help: () => void;
};

export const builderKeys = [
  ['I', 'Insert: to the elements'],
  ['N  B', 'Next layer, layer before'],
  ['Arrows', 'Move by 1 px; with Shift by 10'],
  ['Alt + arrows', 'Size by 1 px; with Shift by 10'],
  ['R  Shift R', 'Turn by 15° to the right, to the left'],
  ['[  ]', 'Backward, forward; with Shift all the way'],
  ['Enter', 'To the settings of the layer'],
  ['Esc', 'Back to the stage, then nothing selected'],
  ['Delete', 'Delete'],
  ['Ctrl D  C  X  V', 'Duplicate, copy, cut, paste'],
  ['Ctrl A', 'All layers'],
  ['Ctrl Z  Ctrl Y', 'Undo, redo'],
  ['Ctrl S', 'Save'],
  ['L  H', 'Lock, hide'],
  ['1 – 5', 'States: resting, runner, podium, message, emergency'],
  ['+  −  0', 'Zoom in, out, all of it; Ctrl and wheel'],
  ['G', 'Grid on, off'],
  ['P', 'Play the entrances'],
  ['O', 'Open a scene'],
  ['?', 'These keys'],
] as const;

type Context = { store: BuilderStore; actions: BuilderActions; clipboard: Clipboard; hasKeys: boolean };

/** The keys of the page; a field that is typed in and an open dialog keep theirs. */
export function useBuilderKeys(context: Context): void {
  const latest = useRef(context);
  latest.current = context;
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (!latest.current.store.editor || isElsewhere(event)) return;
      const isDone =
        event.ctrlKey || event.metaKey ? withControl(event, latest.current) : latest.current.hasKeys && alone(event, latest.current);
      if (isDone) event.preventDefault();
    };
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}

function withControl({ key, shiftKey }: KeyboardEvent, { store, clipboard }: Context): boolean {
  const { editor } = store;
  switch (key.toLowerCase()) {
    case 's':
      return does(() => void store.saveNow());
    case 'z':
      return does(() => (shiftKey ? store.redo() : store.undo()));
    case 'y':
      return does(() => store.redo());
    case 'd':
      return does(() => store.edit({ do: 'duplicate' }));
    case 'a':
      return does(() => store.select(store.layers().map(({ id }) => id)));
    case 'c':
      return does(() => clipboard.take(selectedLayers(editor!)));
    case 'x':
      return does(() => {
        clipboard.take(selectedLayers(editor!));
        store.edit({ do: 'delete' });
      });
    case 'v':
      return does(() => store.edit({ do: 'add', layers: clipboard.give() }));
    default:
      return false;
  }
}

const arrows: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function alone(event: KeyboardEvent, { store, actions }: Context): boolean {
  const { key, shiftKey, altKey } = event;
  const arrow = arrows[key];
  if (arrow)
    return !isOnWidget(event) && store.editor!.selected.length > 0 && does(() => nudge(store, arrow, { isFar: shiftKey, isSize: altKey }));
  if (altKey) return false;
  if (key === 'Enter') return !isOnWidget(event) && does(actions.goToLayer);
  const state = sceneStates[Number(key) - 1];
  if (state) return does(() => store.goTo({ state }));
  switch (key) {
    case 'Escape':
      return does(() => store.select([]));
    case 'Delete':
    case 'Backspace':
      return does(() => store.edit({ do: 'delete' }));
    case '+':
    case '=':
      return does(() => actions.zoomBy(1));
    case '-':
      return does(() => actions.zoomBy(-1));
    case '0':
      return does(actions.fit);
    case ']':
      return does(() => store.edit({ do: 'order', to: 'forward' }));
    case '[':
      return does(() => store.edit({ do: 'order', to: 'backward' }));
    case '}':
      return does(() => store.edit({ do: 'order', to: 'front' }));
    case '{':
      return does(() => store.edit({ do: 'order', to: 'back' }));
    case '?':
      return does(actions.help);
  }
  switch (key.toLowerCase()) {
    case 'n':
      return does(() => store.selectNext(1));
    case 'b':
      return does(() => store.selectNext(-1));
    case 'i':
      return does(actions.goToPalette);
    case 'o':
      return does(actions.openScene);
    case 'g':
      return does(actions.toggleGrid);
    case 'p':
      return does(actions.play);
    case 'l':
      return does(() => toggle(store, 'locked'));
    case 'h':
      return does(() => toggle(store, 'hidden'));
    case 'r':
      return does(() => turn(store, shiftKey ? -15 : 15));
    default:
      return false;
  }
}

function nudge(store: BuilderStore, [x, y]: readonly [number, number], { isFar, isSize }: { isFar: boolean; isSize: boolean }): void {
  const px = isFar ? 10 : 1;
  const [byX, byY] = [x * px, y * px];
  if (isSize) {
    const boxes = freeLayers(store.editor!).map((layer) => [
      layer.id,
      { ...boxOf(layer), width: larger(layer.width, byX), height: larger(layer.height, byY) },
    ]);
    store.edit({ do: 'place', boxes: Object.fromEntries(boxes) }, { joins: 'nudge size' });
  } else store.edit({ do: 'move', byX, byY }, { joins: 'nudge' });
}

const larger = (size: number, by: number) => Math.max(smallestPx, size + by);

function turn(store: BuilderStore, byDeg: number): void {
  const boxes = freeLayers(store.editor!).map((layer) => [
    layer.id,
    { ...boxOf(layer), rotation: ((layer.rotation + byDeg + 540) % 360) - 180 },
  ]);
  store.edit({ do: 'place', boxes: Object.fromEntries(boxes) }, { joins: 'turn' });
}

/** All of them one way: the first says which. */
function toggle(store: BuilderStore, what: 'locked' | 'hidden'): void {
  const { selected } = store.editor!;
  const [first] = selectedLayers(store.editor!);
  if (first) store.edit({ do: 'change', ids: selected, change: { [what]: !first[what] } });
}

function does(what: () => void): true {
  what();
  return true;
}

const isElsewhere = ({ target }: KeyboardEvent) =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox]), select, textarea, dialog *') &&
  !target.closest('dialog:not([open])');

/** Enter, Space and the arrows belong to whatever has the focus, but for the stage. */
const isOnWidget = ({ target }: KeyboardEvent) => target instanceof HTMLElement && target.matches('button, summary, input, a, [role=tab]');
