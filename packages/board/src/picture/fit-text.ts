/** Width of a text in px. It is asked at the very size: a font with optical sizes has wider letters when they are small. */
export type Measure = (text: string, sizePx: number) => number;

export type FitAsk = {
  text: string;
  widthPx: number;
  sizePx: number;
  /** What all its lines together may take. */
  heightPx: number;
  /** Below this share of the size one line gives way to two, and at `smallest` we give up shrinking. */
  oneLineShare: number;
  smallestShare: number;
  measure: Measure;
};

/** `share` of the size asked for; `isCut` = even the smallest does not hold it, and the end shows an ellipsis. */
export type Fit = { share: number; lines: 1 | 2; isCut: boolean };

export const lineHeight = 1.15;
const step = 0.04;
/** A browser breaks lines a little differently from us. */
export const slack = 0.98;

/** Shrinks a name, then wraps it, then gives up: 40 letters must be readable in the place of 12. */
export function fitText(ask: FitAsk): Fit {
  const oneLine = shareForOneLine(ask);
  if (oneLine >= ask.oneLineShare) return { share: oneLine, lines: 1, isCut: false };
  const largest = Math.min(1, ask.heightPx / (2 * lineHeight * ask.sizePx));
  for (let share = largest; share > ask.smallestShare && share > oneLine; share -= step) {
    if (linesNeeded(ask, share) <= 2) return { share, lines: 2, isCut: false };
  }
  if (oneLine >= ask.smallestShare) return { share: oneLine, lines: 1, isCut: false };
  const share = Math.min(ask.smallestShare, largest);
  return { share, lines: 2, isCut: linesNeeded(ask, share) > 2 };
}

/**
 * One line shrinks in steps: to measure, lay out and draw letters in a size that was never used costs a browser a good part of a frame, and so a thousand names
 * share a few sizes.
 */
export const stepDown = (share: number): number => Math.floor(share * 50) / 50;

function shareForOneLine({ text, widthPx, sizePx, measure }: FitAsk): number {
  const shareAt = (share: number) => Math.min(1, (widthPx * slack * share) / (measure(text, share * sizePx) || Number.MIN_VALUE));
  const first = shareAt(1);
  return first === 1 || first === 0 ? first : stepDown(Math.min(first, shareAt(stepDown(first))));
}

/** Greedy, as a browser wraps; a word wider than the line is broken. */
export function linesNeeded(
  { text, widthPx, sizePx, measure }: Pick<FitAsk, 'text' | 'widthPx' | 'sizePx' | 'measure'>,
  share: number,
): number {
  const room = widthPx * slack;
  const widthOf = (part: string) => measure(part, share * sizePx);
  let lines = 1;
  let used = 0;
  const space = widthOf(' ');
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const width = widthOf(word);
    const fitsHere = used === 0 || used + space + width <= room;
    if (!fitsHere) {
      lines += 1;
      used = 0;
    }
    const filled = used === 0 ? width : used + space + width;
    const broken = Math.max(0, Math.ceil(filled / room) - 1);
    lines += broken;
    used = filled - broken * room;
  }
  return lines;
}

/** Whole rows only: half a name at the edge of a wall looks broken. */
export function rowsThatFit({ heightPx, rowPx }: { heightPx: number; rowPx: number }): number {
  return rowPx > 0 ? Math.max(0, Math.floor((heightPx + 0.5) / rowPx)) : 0;
}
