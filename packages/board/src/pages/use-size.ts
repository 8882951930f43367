import { createContext, type RefObject, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';

export type Size = { widthPx: number; heightPx: number; fontPx: number; fontFamily: string; fontWeight: string };

const unknown: Size = { widthPx: 0, heightPx: 0, fontPx: 0, fontFamily: 'sans-serif', fontWeight: '400' };

/** Size of an element's inside and of its type, now and whenever its box changes. Not watched = never known. */
export function useSizeOf(element: RefObject<HTMLElement | null>, { isWatched = true } = {}): Size {
  const [size, setSize] = useState(unknown);
  useLayoutEffect(() => {
    const seen = element.current;
    if (!seen || !isWatched) return;
    const look = () => {
      const now = sizeOf(seen);
      setSize((old) => (Object.keys(now).every((key) => old[key as keyof Size] === now[key as keyof Size]) ? old : now));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(seen);
    return () => observer.disconnect();
  }, [element, isWatched]);
  return size;
}

function sizeOf(element: HTMLElement): Size {
  const { fontSize, fontFamily, fontWeight } = getComputedStyle(element);
  return { widthPx: element.clientWidth, heightPx: element.clientHeight, fontPx: Number.parseFloat(fontSize), fontFamily, fontWeight };
}

/** Sizes of the boxes in a list whose rows are all alike, by the name of their column: who comes first looks, the others need not. Null = each for itself. */
export const ColumnSizes = createContext<Map<string, Size> | null>(null);

/** The sizes of a list that is this large; another size begins anew. */
export function useColumnSizes({ widthPx, fontPx }: Size): Map<string, Size> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what the sizes in it follow from
  return useMemo(() => new Map(), [widthPx, fontPx]);
}

export function sizeInColumn(column: string, element: HTMLElement, sizes: Map<string, Size>): Size {
  const known = sizes.get(column) ?? sizeOf(element);
  sizes.set(column, known);
  return known;
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
