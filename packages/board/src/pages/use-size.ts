import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react';

export type Size = { widthPx: number; heightPx: number; fontPx: number; fontFamily: string; fontWeight: string };

const unknown: Size = { widthPx: 0, heightPx: 0, fontPx: 0, fontFamily: 'sans-serif', fontWeight: '400' };

/** By the name of a column: the last size that one of its boxes had. */
const lastInColumn = new Map<string, Size>();

/**
 * Size of an element's inside and of its type, now and whenever its box changes. Boxes that stand under each other are alike: with a `column` a new one begins
 * with the size of the last, so that the page need not be laid out to find it.
 */
export function useSizeOf(element: RefObject<HTMLElement | null>, column: string | null = null): Size {
  const [size, setSize] = useState(() => (column && lastInColumn.get(column)) || unknown);
  useLayoutEffect(() => {
    const seen = element.current;
    if (!seen) return;
    const look = () => {
      const { fontSize, fontFamily, fontWeight } = getComputedStyle(seen);
      const now = { widthPx: seen.clientWidth, heightPx: seen.clientHeight, fontPx: Number.parseFloat(fontSize), fontFamily, fontWeight };
      if (column) lastInColumn.set(column, now);
      setSize((old) => (Object.keys(now).every((key) => old[key as keyof Size] === now[key as keyof Size]) ? old : now));
    };
    if (!column || !lastInColumn.has(column)) look();
    const observer = new ResizeObserver(look);
    observer.observe(seen);
    return () => observer.disconnect();
  }, [element, column]);
  return size;
}

let fontLoads = 0;
document.fonts.addEventListener('loadingdone', () => {
  fontLoads += 1;
});

/** A number that changes each time fonts have arrived. */
export function useFontLoads(): number {
  return useSyncExternalStore(onFontLoad, () => fontLoads);
}

function onFontLoad(changed: () => void): () => void {
  document.fonts.addEventListener('loadingdone', changed);
  return () => document.fonts.removeEventListener('loadingdone', changed);
}
