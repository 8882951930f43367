import type { Stage } from '../stage.ts';
import { type Bounds, movedBounds, rounded } from './boxes.ts';

export const gridPx = 20;
/** The part that every screen shows: what stands closer to the edge may be lost on a wall. */
const marginShare = 0.05;

/** A line over the stage that shows what snapped: at that x, or at that y. */
export type Guide = { axis: 'x' | 'y'; at: number; of: 'stage' | 'margin' | 'layer' };

export type SnapRoom = {
  stage: Stage;
  /** The layers that do not move. */
  others: readonly Bounds[];
  /** How close is close enough, in px of the stage: less when it is looked at from near. */
  reachPx: number;
  hasGrid: boolean;
};

type Axis = Guide['axis'];
type Target = Pick<Guide, 'at' | 'of'>;

/** A move that ends where something lines up: with the stage, its margins, another layer, else with the grid. */
export function snapMove(bounds: Bounds, by: { byX: number; byY: number }, room: SnapRoom): { byX: number; byY: number; guides: Guide[] } {
  const to = movedBounds(bounds, by);
  const x = snapLines([to.left, (to.left + to.right) / 2, to.right], 'x', room);
  const y = snapLines([to.top, (to.top + to.bottom) / 2, to.bottom], 'y', room);
  return { byX: rounded(by.byX + x.by), byY: rounded(by.byY + y.by), guides: [...x.guides, ...y.guides] };
}

/** The same for the edges that a handle moves: one line for each axis, or none. */
export function snapEdges(edges: { x: number | null; y: number | null }, room: SnapRoom): { byX: number; byY: number; guides: Guide[] } {
  const x = snapLines(edges.x === null ? [] : [edges.x], 'x', room);
  const y = snapLines(edges.y === null ? [] : [edges.y], 'y', room);
  return { byX: x.by, byY: y.by, guides: [...x.guides, ...y.guides] };
}

/** How far all lines have to go so that one of them lies on a target. The first line is the one that a grid holds. */
function snapLines(lines: readonly number[], axis: Axis, room: SnapRoom): { by: number; guides: Guide[] } {
  const targets = targetsOf(axis, room);
  let nearest: number | null = null;
  for (const line of lines) {
    for (const { at } of targets) {
      const by = at - line;
      if (Math.abs(by) <= room.reachPx && (nearest === null || Math.abs(by) < Math.abs(nearest))) nearest = by;
    }
  }
  if (nearest !== null) return { by: nearest, guides: guidesOn(lines, { by: nearest, axis, targets }) };
  const [first] = lines;
  if (!room.hasGrid || first === undefined) return { by: 0, guides: [] };
  return { by: Math.round(first / gridPx) * gridPx - first, guides: [] };
}

/** Every line that now lies on something, once. */
function guidesOn(lines: readonly number[], { by, axis, targets }: { by: number; axis: Axis; targets: readonly Target[] }): Guide[] {
  const hit = targets.filter(({ at }) => lines.some((line) => Math.abs(line + by - at) < 0.01));
  return [...new Map(hit.map(({ at, of }) => [at, { axis, at, of }])).values()];
}

function targetsOf(axis: Axis, { stage, others }: SnapRoom): Target[] {
  const length = axis === 'x' ? stage.width : stage.height;
  const margin = Math.round(Math.min(stage.width, stage.height) * marginShare);
  const edges = others.map(({ left, right, top, bottom }) => (axis === 'x' ? [left, right] : [top, bottom]) as [number, number]);
  return [
    ...[0, length / 2, length].map((at): Target => ({ at, of: 'stage' })),
    ...[margin, length - margin].map((at): Target => ({ at, of: 'margin' })),
    ...edges.flatMap(([from, to]) => [from, (from + to) / 2, to].map((at): Target => ({ at, of: 'layer' }))),
  ];
}
