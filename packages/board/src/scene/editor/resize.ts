import { type LayerBox, radians, rounded } from './boxes.ts';

/** Which edges a handle takes along: -1 = left or top, 1 = right or bottom, 0 = neither. */
export type Handle = { x: -1 | 0 | 1; y: -1 | 0 | 1 };

export const handles: readonly Handle[] = [
  { x: -1, y: -1 },
  { x: 0, y: -1 },
  { x: 1, y: -1 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
  { x: -1, y: 1 },
  { x: -1, y: 0 },
];

export const smallestPx = 4;

/** A box whose handle was pulled so far over the stage; what lies opposite stays where it is, also of a turned layer. */
export function resized(box: LayerBox, handle: Handle, pull: { byX: number; byY: number; keepsRatio: boolean }): LayerBox {
  const turn = radians(box.rotation);
  // Along the layer's own sides.
  const along = pull.byX * Math.cos(turn) + pull.byY * Math.sin(turn);
  const down = -pull.byX * Math.sin(turn) + pull.byY * Math.cos(turn);
  let width = Math.max(smallestPx, box.width + handle.x * along);
  let height = Math.max(smallestPx, box.height + handle.y * down);
  if (pull.keepsRatio) {
    const share =
      handle.x === 0 ? height / box.height : handle.y === 0 ? width / box.width : Math.max(width / box.width, height / box.height);
    width = Math.max(smallestPx, box.width * share);
    height = Math.max(smallestPx, box.height * share);
  }
  const grownX = (handle.x * (width - box.width)) / 2;
  const grownY = (handle.y * (height - box.height)) / 2;
  const middleX = box.x + box.width / 2 + grownX * Math.cos(turn) - grownY * Math.sin(turn);
  const middleY = box.y + box.height / 2 + grownX * Math.sin(turn) + grownY * Math.cos(turn);
  return {
    x: rounded(middleX - width / 2),
    y: rounded(middleY - height / 2),
    width: rounded(width),
    height: rounded(height),
    rotation: box.rotation,
  };
}

const stepDeg = 15;

/** The angle at which the rotation handle (above the layer) points to a place on the stage; by steps of 15° unless `isFree`. */
export function turnedTo(box: LayerBox, to: { x: number; y: number }, { isFree }: { isFree: boolean }): number {
  const angle = (Math.atan2(to.y - (box.y + box.height / 2), to.x - (box.x + box.width / 2)) * 180) / Math.PI + 90;
  const whole = isFree ? Math.round(angle * 10) / 10 : Math.round(angle / stepDeg) * stepDeg;
  return ((whole + 540) % 360) - 180 + 0;
}
