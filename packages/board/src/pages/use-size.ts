import { type RefObject, useLayoutEffect, useState, useSyncExternalStore } from 'react';

export type Size = { widthPx: number; heightPx: number; fontPx: number; fontFamily: string; fontWeight: string };

const unknown: Size = { widthPx: 0, heightPx: 0, fontPx: 0, fontFamily: 'sans-serif', fontWeight: '400' };

/** Size of an element's inside and of its type, now and whenever its box changes. */
export function useSizeOf(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState(unknown);
  useLayoutEffect(() => {
    const seen = element.current;
    if (!seen) return;
    const look = () => {
      const { fontSize, fontFamily, fontWeight } = getComputedStyle(seen);
      const now = { widthPx: seen.clientWidth, heightPx: seen.clientHeight, fontPx: Number.parseFloat(fontSize), fontFamily, fontWeight };
      setSize((old) => (Object.keys(now).every((key) => old[key as keyof Size] === now[key as keyof Size]) ? old : now));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(seen);
    return () => observer.disconnect();
  }, [element]);
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
