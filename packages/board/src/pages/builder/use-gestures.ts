import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import { type Bounds, boundsAround, boundsOf, boxOf, clampMove, type LayerBox } from '../../scene/editor/boxes.ts';
import { freeLayers, layersAt, layoutAt } from '../../scene/editor/document.ts';
import type { Editor } from '../../scene/editor/editor.ts';
import { layerAt, layersIn } from '../../scene/editor/hit.ts';
import { handles, resized, turnedTo } from '../../scene/editor/resize.ts';
import { type Guide, type SnapRoom, snapEdges, snapMove } from '../../scene/editor/snap.ts';
import type { Layer } from '../../scene/layers.ts';
import type { BuilderStore } from './builder-store.ts';

type Point = { x: number; y: number };
type Gesture = { from: Point; joins: string; hasMoved: boolean } & (
  | { kind: 'move'; layers: readonly Layer[]; hit: string | null }
  | { kind: 'resize'; layer: Layer; handle: number }
  | { kind: 'rotate'; layer: Layer }
  | { kind: 'frame'; before: readonly string[] }
);

export type Gestures = {
  guides: readonly Guide[];
  frame: Bounds | null;
  on: Record<'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel', (event: PointerEvent<HTMLElement>) => void>;
};

/** On the screen: how near is near enough to snap, and how far a hand trembles. */
const reachOnScreenPx = 6;
const stillPx = 3;

/** What a pointer does on the stage: take hold, move, pull a handle, turn, draw a frame around. Shift keeps the direction or the proportions, Ctrl or Alt lets go of the grid. */
export function useGestures(
  store: BuilderStore,
  { surface, zoom, hasGrid }: { surface: RefObject<HTMLElement | null>; zoom: number; hasGrid: boolean },
): Gestures {
  const gesture = useRef<Gesture | null>(null);
  const count = useRef(0);
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  const [frame, setFrame] = useState<Bounds | null>(null);

  const pointOf = (event: PointerEvent): Point => {
    const box = surface.current!.getBoundingClientRect();
    return { x: (event.clientX - box.left) / zoom, y: (event.clientY - box.top) / zoom };
  };
  const end = () => {
    gesture.current = null;
    setGuides([]);
    setFrame(null);
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const { editor } = store;
    if (!editor || event.button !== 0 || isOnScrollbar(event)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus({ preventScroll: true });
    event.preventDefault();
    count.current += 1;
    const begin = { from: pointOf(event), joins: `gesture ${count.current}`, hasMoved: false };
    const handle = (event.target as HTMLElement).dataset.handle;
    const [only] = freeLayers(editor);
    if (handle && only) {
      gesture.current =
        handle === 'rotate' ? { ...begin, kind: 'rotate', layer: only } : { ...begin, kind: 'resize', layer: only, handle: Number(handle) };
      return;
    }
    const hit = layerAt(layersAt(editor), begin.from);
    if (event.shiftKey && hit) {
      const { selected } = editor;
      store.select(selected.includes(hit.id) ? selected.filter((id) => id !== hit.id) : [...selected, hit.id]);
    } else if (!layerAt(freeLayers(editor), begin.from)) store.select(hit ? [hit.id] : []);
    const layers = freeLayers(store.editor!);
    gesture.current = hit
      ? { ...begin, kind: 'move', layers, hit: event.shiftKey ? null : hit.id }
      : { ...begin, kind: 'frame', before: event.shiftKey ? editor.selected : [] };
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const { editor } = store;
    const now = gesture.current;
    if (!editor || !now) return;
    const to = pointOf(event);
    const by = { byX: to.x - now.from.x, byY: to.y - now.from.y };
    if (!now.hasMoved && Math.hypot(by.byX, by.byY) * zoom < stillPx) return;
    now.hasMoved = true;
    const isFree = event.ctrlKey || event.altKey || event.metaKey;
    const room = roomFor(editor, { reachPx: isFree ? -1 : reachOnScreenPx / zoom, hasGrid: hasGrid && !isFree });
    switch (now.kind) {
      case 'frame': {
        const drawn = {
          left: Math.min(now.from.x, to.x),
          right: Math.max(now.from.x, to.x),
          top: Math.min(now.from.y, to.y),
          bottom: Math.max(now.from.y, to.y),
        };
        setFrame(drawn);
        return store.select([...now.before, ...layersIn(layersAt(editor), drawn).map(({ id }) => id)]);
      }
      case 'rotate':
        return put({ [now.layer.id]: { ...boxOf(now.layer), rotation: turnedTo(now.layer, to, { isFree }) } }, now.joins);
      case 'resize': {
        const pull = snappedPull(now.layer, now.handle, by, room);
        setGuides(pull.guides);
        return put({ [now.layer.id]: resized(now.layer, handles[now.handle]!, { ...pull, keepsRatio: event.shiftKey }) }, now.joins);
      }
      case 'move': {
        if (now.layers.length === 0) return;
        const bounds = boundsAround(now.layers);
        const straight = event.shiftKey ? (Math.abs(by.byX) > Math.abs(by.byY) ? { ...by, byY: 0 } : { ...by, byX: 0 }) : by;
        const snapped = snapMove(bounds, straight, room);
        const { byX, byY } = clampMove(bounds, snapped, room.stage);
        setGuides(snapped.guides);
        return put(
          Object.fromEntries(now.layers.map((layer) => [layer.id, { ...boxOf(layer), x: layer.x + byX, y: layer.y + byY }])),
          now.joins,
        );
      }
    }
  };

  const onPointerUp = () => {
    const now = gesture.current;
    // A click on one of several that are held takes that one.
    if (now?.kind === 'move' && !now.hasMoved && now.hit) store.select([now.hit]);
    end();
  };

  const put = (boxes: Record<string, LayerBox>, joins: string) => store.edit({ do: 'place', boxes }, { joins });

  return { guides, frame, on: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: end } };
}

function roomFor(editor: Editor, how: Pick<SnapRoom, 'reachPx' | 'hasGrid'>): SnapRoom {
  const others = layersAt(editor).filter(({ id, hidden }) => !hidden && !editor.selected.includes(id));
  return { stage: layoutAt(editor.scene, editor.place.layout).stage, others: others.map(boundsOf), ...how };
}

/** A turned layer has no edge that could lie on anything. */
function snappedPull(layer: Layer, handle: number, by: { byX: number; byY: number }, room: SnapRoom) {
  if (layer.rotation !== 0) return { ...by, guides: [] };
  const at = handles[handle]!;
  const { left, right, top, bottom } = boundsOf(layer);
  const edges = {
    x: at.x === 0 ? null : (at.x === 1 ? right : left) + by.byX,
    y: at.y === 0 ? null : (at.y === 1 ? bottom : top) + by.byY,
  };
  const snapped = snapEdges(edges, room);
  return { byX: by.byX + snapped.byX, byY: by.byY + snapped.byY, guides: snapped.guides };
}

function isOnScrollbar({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>): boolean {
  const { left, top } = currentTarget.getBoundingClientRect();
  return clientX - left > currentTarget.clientWidth || clientY - top > currentTarget.clientHeight;
}
