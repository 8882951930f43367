import { memo, useContext, useLayoutEffect, useRef } from 'react';
import { fitText } from '../../picture/fit-text.ts';
import { measureIn } from '../measure-text.ts';
import { ColumnSizes, sizeInColumn, useFontLoads, useSizeOf } from '../use-size.ts';

type FitTextProps = {
  text: string;
  className?: string;
  oneLineShare?: number;
  smallestShare?: number;
  maxHeightEm?: number;
  /** In a list with `ColumnSizes`: boxes of the same name are of the same size. */
  column?: string | null;
};

/** A text that fits the box its parent gives it: smaller, then two lines, then an ellipsis. Any text; it is only ever text. */
export const FitText = memo(function FitText({
  text,
  className = '',
  oneLineShare = 0.74,
  smallestShare = 0.5,
  maxHeightEm = 1.4,
  column = null,
}: FitTextProps) {
  const element = useRef<HTMLSpanElement>(null);
  const columns = useContext(ColumnSizes);
  const isInColumn = column !== null && columns !== null;
  const own = useSizeOf(element, { isWatched: !isInColumn });
  const fontLoads = useFontLoads();

  // biome-ignore lint/correctness/useExhaustiveDependencies: once the fonts are here the same text has another width
  useLayoutEffect(() => {
    const shown = element.current;
    if (!shown) return;
    const size = isInColumn ? sizeInColumn(column, shown, columns) : own;
    const { widthPx, fontPx } = size;
    if (!widthPx || !fontPx) return;
    const box = { widthPx, heightPx: maxHeightEm * fontPx, sizePx: fontPx };
    const fit = fitText({ text, ...box, oneLineShare, smallestShare, measure: measureIn(size) });
    shown.style.setProperty('--fit', String(fit.share));
    shown.dataset.lines = String(fit.lines);
    shown.dataset.cut = String(fit.isCut);
  }, [text, own, isInColumn, column, columns, oneLineShare, smallestShare, maxHeightEm, fontLoads]);

  return (
    <span ref={element} className={`fit ${className}`}>
      <span className="fit-text" dir="auto">
        {text}
      </span>
    </span>
  );
});
