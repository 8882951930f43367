import type { Layer } from '../layers.ts';
import type { Stage } from '../stage.ts';
import { type Bounds, boundsAround, boundsOf, rounded } from './boxes.ts';

export const alignments = ['left', 'center', 'right', 'top', 'middle', 'bottom'] as const;
export type Alignment = (typeof alignments)[number];
export type Order = 'front' | 'forward' | 'backward' | 'back';

/** One layer lines up with the stage, several with each other. */
export function aligned(layers: readonly Layer[], to: Alignment, stage: Stage): Layer[] {
  const around: Bounds = layers.length === 1 ? { left: 0, top: 0, right: stage.width, bottom: stage.height } : boundsAround(layers);
  return layers.map((layer) => {
    const own = boundsOf(layer);
    const { byX = 0, byY = 0 }: { byX?: number; byY?: number } = {
      left: { byX: around.left - own.left },
      center: { byX: (around.left + around.right - own.left - own.right) / 2 },
      right: { byX: around.right - own.right },
      top: { byY: around.top - own.top },
      middle: { byY: (around.top + around.bottom - own.top - own.bottom) / 2 },
      bottom: { byY: around.bottom - own.bottom },
    }[to];
    return moved(layer, byX, byY);
  });
}

/** Equal gaps between three or more; the two at the ends stay. */
export function distributed(layers: readonly Layer[], along: 'x' | 'y'): Layer[] {
  if (layers.length < 3) return [...layers];
  const [from, to] = along === 'x' ? (['left', 'right'] as const) : (['top', 'bottom'] as const);
  const inLine = layers.map((layer) => ({ layer, bounds: boundsOf(layer) })).sort((a, b) => a.bounds[from] - b.bounds[from]);
  const room = Math.max(...inLine.map(({ bounds }) => bounds[to])) - inLine[0]!.bounds[from];
  const taken = inLine.reduce((sum, { bounds }) => sum + bounds[to] - bounds[from], 0);
  const gap = (room - taken) / (inLine.length - 1);
  let at = inLine[0]!.bounds[from];
  const placed = new Map<string, Layer>();
  for (const { layer, bounds } of inLine) {
    const by = at - bounds[from];
    placed.set(layer.id, along === 'x' ? moved(layer, by, 0) : moved(layer, 0, by));
    at += bounds[to] - bounds[from] + gap;
  }
  return layers.map(({ id }) => placed.get(id)!);
}

/** Those layers nearer to the front or to the back; their own order stays. */
export function ordered(layers: readonly Layer[], ids: readonly string[], to: Order): Layer[] {
  const isTaken = ({ id }: Layer) => ids.includes(id);
  if (to === 'front') return [...layers.filter((layer) => !isTaken(layer)), ...layers.filter(isTaken)];
  if (to === 'back') return [...layers.filter(isTaken), ...layers.filter((layer) => !isTaken(layer))];
  if (to === 'backward') return ordered(layers.toReversed(), ids, 'forward').toReversed();
  const result = [...layers];
  for (let at = result.length - 2; at >= 0; at -= 1) {
    if (isTaken(result[at]!) && !isTaken(result[at + 1]!)) result.splice(at, 2, result[at + 1]!, result[at]!);
  }
  return result;
}

export function moved(layer: Layer, byX: number, byY: number): Layer {
  return { ...layer, x: rounded(layer.x + byX), y: rounded(layer.y + byY) };
}
