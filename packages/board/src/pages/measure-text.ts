import type { Measure } from '../picture/fit-text.ts';

const canvas = document.createElement('canvas').getContext('2d');

/** A runner moves down the screen line by line and is measured once. Emptied when it is full, and when fonts arrive. */
const known = new Map<string, number>();
const knownMax = 4_000;
document.fonts.addEventListener('loadingdone', () => known.clear());

/** Widths in a type, without a layout of the page. */
export function measureIn({ fontFamily, fontWeight }: { fontFamily: string; fontWeight: string }): Measure {
  return (text, sizePx) => {
    const font = `${fontWeight} ${sizePx.toFixed(1)}px ${fontFamily}`;
    const key = `${font} ${text}`;
    const width = known.get(key) ?? measured(text, font);
    if (known.size >= knownMax) known.clear();
    known.set(key, width);
    return width;
  };
}

function measured(text: string, font: string): number {
  if (!canvas) return text.length * 0.6 * Number.parseFloat(font.split(' ')[1]!);
  canvas.font = font;
  return canvas.measureText(text).width;
}
