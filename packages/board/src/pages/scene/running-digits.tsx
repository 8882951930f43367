import { useEffect, useRef } from 'react';
import { fitInBox } from '../../scene/fit-in-box.ts';
import type { TextStyle } from '../../scene/text-style.ts';
import { onTick } from '../clock-ticks.ts';
import { useFontLoads } from '../use-size.ts';
import { measureFor, textCss } from './paint-css.ts';
import { useRoom } from './scene-context.ts';

type RunningDigitsProps = { read: () => string; label: string; width: number; height: number; style: TextStyle };

/** Digits that run by themselves and are written only when they change: React has no part in it. */
export function RunningDigits({ read, label, width, height, style }: RunningDigitsProps) {
  const { brand } = useRoom();
  const fontLoads = useFontLoads();
  const words = useRef<HTMLSpanElement>(null);
  const latest = useRef(read);
  latest.current = read;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once the fonts are here the digits have another width
  useEffect(() => {
    const measure = measureFor(style, brand);
    let fittedLength = -1;
    if (words.current) words.current.textContent = '';
    return onTick(() => {
      const text = latest.current();
      const shown = words.current;
      if (!shown || shown.textContent === text) return;
      shown.textContent = text;
      // Their columns stay, so that the size depends on how many there are alone: it is found once for an hour of ticking.
      if (text.length === fittedLength) return;
      fittedLength = text.length;
      const sizePx = fitInBox({ text, widthPx: width, heightPx: height, style, measure }).share * style.sizePx;
      shown.style.fontSize = `${sizePx}px`;
      // Digits in columns are wider than a canvas knows them.
      const wide = shown.scrollWidth;
      if (wide > width && style.fit !== 'none') shown.style.fontSize = `${(sizePx * width) / (wide + 1)}px`;
    });
  }, [style, brand, width, height, fontLoads]);

  return (
    <div className="boxed-text" data-vertical={style.verticalAlign} style={{ height, width }}>
      <span className="boxed-words digits" data-lines="one" role="timer" aria-label={label} ref={words} style={textCss(style, brand)} />
    </div>
  );
}
