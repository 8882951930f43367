import { createContext, useContext, useSyncExternalStore } from 'react';

/** `wall`: everything is on the screen at once, as many rows as fit. `page`: one column that scrolls. */
export type Layout = 'wall' | 'page';

/** A screen across a room or on a desk. The same words as in `tokens.css`. */
const large = matchMedia('(min-width: 1100px) and (min-height: 600px) and (orientation: landscape)');

/** Above this two tables no longer stand side by side. */
const largestOnWall = 1.25;

export function useLayoutFor(size: number): Layout {
  const isLarge = useSyncExternalStore(onScreenChange, () => large.matches);
  return isLarge && size <= largestOnWall ? 'wall' : 'page';
}

export const LayoutContext = createContext<Layout>('page');

export const useLayout = (): Layout => useContext(LayoutContext);

function onScreenChange(changed: () => void): () => void {
  large.addEventListener('change', changed);
  return () => large.removeEventListener('change', changed);
}
