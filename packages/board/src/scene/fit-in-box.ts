import { linesNeeded, type Measure, slack, stepDown } from '../picture/fit-text.ts';
import type { TextStyle } from './text-style.ts';

export type BoxAsk = {
  text: string;
  widthPx: number;
  heightPx: number;
  style: Pick<TextStyle, 'sizePx' | 'lineHeight' | 'fit' | 'smallestShare'>;
  measure: Measure;
};

/** `share` of the size asked for. `lines`: how many the box holds; 0 = no limit. `isCut`: the end shows an ellipsis. */
export type BoxFit = { share: number; lines: number; isCut: boolean };

const step = 0.04;

/** How a text goes into the box of its layer, in px of the stage. Pure, so that a screen lays nothing out to find it. */
export function fitInBox(ask: BoxAsk): BoxFit {
  switch (ask.style.fit) {
    case 'none':
      return { share: 1, lines: 0, isCut: false };
    case 'ellipsis':
      return { share: 1, lines: 1, isCut: ask.measure(ask.text, ask.style.sizePx) > ask.widthPx };
    case 'shrink':
      return shrunk(ask);
    case 'wrap':
      return wrapped(ask);
  }
}

function shrunk({ text, widthPx, heightPx, style: { sizePx, lineHeight, smallestShare }, measure }: BoxAsk): BoxFit {
  const tallest = Math.min(1, heightPx / (sizePx * lineHeight));
  const shareAt = (share: number) => Math.min(tallest, (widthPx * slack * share) / (measure(text, share * sizePx) || Number.MIN_VALUE));
  // Twice: letters may be wider, for their size, when they are small.
  const first = shareAt(tallest);
  const share = first === tallest || first <= 0 ? first : stepDown(Math.min(first, shareAt(stepDown(first))));
  const isCut = share < Math.min(tallest, smallestShare);
  return { share: Math.max(share, Math.min(tallest, smallestShare)), lines: 1, isCut };
}

function wrapped({ text, widthPx, heightPx, style: { sizePx, lineHeight, smallestShare }, measure }: BoxAsk): BoxFit {
  // A browser also breaks behind a hyphen: a double name is two words.
  const breakable = text.replaceAll(/[-\u05be\u2010\u2013]/g, '$& ');
  const linesAt = (share: number) =>
    breakable.split('\n').reduce((lines, part) => lines + linesNeeded({ text: part, widthPx, sizePx, measure }, share), 0);
  const room = (share: number) => Math.max(1, Math.floor(heightPx / (sizePx * lineHeight * share) + 0.01));
  const tallest = Math.min(1, heightPx / (sizePx * lineHeight));
  const smallest = Math.min(smallestShare, tallest);
  const words = breakable.split(/\s+/);
  const isWholeAt = (share: number) => words.every((word) => measure(word, share * sizePx) <= widthPx * slack);
  const largest = (isFine: (share: number) => boolean): number | null => {
    for (let share = tallest; share > smallest; share -= step) if (linesAt(share) <= room(share) && isFine(share)) return share;
    return null;
  };
  // A word is broken only when it is longer than the box at any size.
  const share = largest(isWholeAt) ?? (isWholeAt(smallest) ? null : largest(() => true)) ?? smallest;
  return { share, lines: room(share), isCut: linesAt(share) > room(share) };
}
