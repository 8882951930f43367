import { type CSSProperties, type RefObject, useRef } from 'react';
import { rowsThatFit } from '../picture/fit-text.ts';
import { useLayout } from './use-layout.ts';
import { useSizeOf } from './use-size.ts';

export type Rows = { list: RefObject<HTMLOListElement | null>; count: number; style: CSSProperties };

/** How many whole rows a list has room for, and how tall they are so that they fill it. `rowEm` is the least, in multiples of the list's type size. */
export function useRows({ rowEm, onPage }: { rowEm: number; onPage: number }): Rows {
  const list = useRef<HTMLOListElement>(null);
  const { heightPx, fontPx } = useSizeOf(list);
  if (useLayout() === 'page') return { list, count: onPage, style: {} };
  const count = rowsThatFit({ heightPx, rowPx: rowEm * fontPx });
  return { list, count, style: count > 0 ? { '--row-height': `${heightPx / count}px` } : {} };
}
