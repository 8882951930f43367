import { type CSSProperties, type RefObject, useRef } from 'react';
import { rowsThatFit } from '../picture/fit-text.ts';
import { useLayout } from './use-layout.ts';
import { type Size, useColumnSizes, useSizeOf } from './use-size.ts';

/** `columns`: for `ColumnSizes`; on a wall every row is as the others. */
export type Rows = { list: RefObject<HTMLOListElement | null>; count: number; style: CSSProperties; columns: Map<string, Size> | null };

/** How many whole rows a list has room for, and how tall they are so that they fill it. `rowEm` is the least, in multiples of the list's type size. */
export function useRows({ rowEm, onPage }: { rowEm: number; onPage: number }): Rows {
  const list = useRef<HTMLOListElement>(null);
  const size = useSizeOf(list);
  const columns = useColumnSizes(size);
  if (useLayout() === 'page') return { list, count: onPage, style: {}, columns: null };
  const { heightPx, fontPx } = size;
  const count = rowsThatFit({ heightPx, rowPx: rowEm * fontPx });
  return { list, count, columns, style: count > 0 ? { '--row-height': `${heightPx / count}px` } : {} };
}
