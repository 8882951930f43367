import { type CSSProperties, memo } from 'react';
import { fitInBox } from '../../scene/fit-in-box.ts';
import type { Colour } from '../../scene/paint.ts';
import type { TextStyle } from '../../scene/text-style.ts';
import { useFontLoads } from '../use-size.ts';
import { measureFor, textCss } from './paint-css.ts';
import { useRoom } from './scene-context.ts';

type BoxedTextProps = { text: string; width: number; height: number; style: TextStyle; colour?: Colour };

/** A text in a box of the stage, fitted as its style says. Any text; it is only ever text. */
export const BoxedText = memo(function BoxedText({ text, width, height, style, colour }: BoxedTextProps) {
  const { brand } = useRoom();
  useFontLoads(); // once the fonts are here the same text has another width
  const fit = fitInBox({ text, widthPx: width, heightPx: height, style, measure: measureFor(style, brand) });
  return (
    <div className="boxed-text" data-vertical={style.verticalAlign} style={{ height, width, ...frame(style) }}>
      <span
        className="boxed-words"
        dir="auto"
        data-lines={fit.lines === 1 ? 'one' : fit.lines === 0 ? 'free' : 'some'}
        data-cut={fit.isCut}
        style={{
          ...textCss(style, brand, colour),
          fontSize: fit.share * style.sizePx,
          WebkitLineClamp: fit.isCut && fit.lines > 1 ? fit.lines : undefined,
        }}
      >
        {text}
      </span>
    </div>
  );
});

/** Accents may stand a little higher than their box, and no name reaches over its neighbours. */
function frame({ fit, shadow, sizePx }: TextStyle): CSSProperties {
  return fit === 'none' || shadow ? {} : { overflow: 'clip', overflowClipMargin: `${Math.round(sizePx * 0.25)}px` };
}
