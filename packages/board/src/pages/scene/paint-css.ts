import type { CSSProperties } from 'react';
import type { Measure } from '../../picture/fit-text.ts';
import { type Brand, type Colour, type Fill, type FontName, resolveColour } from '../../scene/paint.ts';
import { resolveFont, type TextStyle } from '../../scene/text-style.ts';
import { measureIn } from '../measure-text.ts';

const otherScripts = 'system-ui, "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans CJK JP", "Noto Color Emoji", sans-serif';

/** A letter that the narrow font lacks comes from the wide one. */
const families: Record<FontName, string> = {
  inter: `"Inter Variable", ${otherScripts}`,
  condensed: `"Sofia Sans Condensed Variable", "Inter Variable", ${otherScripts}`,
};

export function fillCss(fill: Fill, brand: Brand): string {
  if (fill.kind === 'colour') return resolveColour(fill.colour, brand);
  return `linear-gradient(${fill.angleDeg}deg, ${resolveColour(fill.from, brand)}, ${resolveColour(fill.to, brand)})`;
}

/** All but the size, which comes from the fit. */
export function textCss(style: TextStyle, brand: Brand, colour: Colour = style.colour): CSSProperties {
  return {
    fontFamily: families[resolveFont(style.font, brand)],
    fontWeight: style.weight,
    fontStyle: style.isItalic ? 'italic' : 'normal',
    color: resolveColour(colour, brand),
    textAlign: style.align,
    lineHeight: style.lineHeight,
    letterSpacing: style.letterSpacingEm === 0 ? 'normal' : `${style.letterSpacingEm}em`,
    textTransform: style.isUpperCase ? 'uppercase' : 'none',
    textShadow: style.shadow
      ? `${style.shadow.xPx}px ${style.shadow.yPx}px ${style.shadow.blurPx}px ${resolveColour(style.shadow.colour, brand)}`
      : 'none',
    WebkitTextStroke: style.outline ? `${style.outline.widthPx}px ${resolveColour(style.outline.colour, brand)}` : undefined,
    paintOrder: style.outline ? 'stroke fill' : undefined,
  };
}

/** Width of a text in a style, in px of the stage: no layout of the page is asked for. */
export function measureFor(style: TextStyle, brand: Brand): Measure {
  const fontWeight = `${style.isItalic ? 'italic ' : ''}${style.weight}`;
  const measure = measureIn({ fontFamily: families[resolveFont(style.font, brand)], fontWeight });
  return (text, sizePx) => measure(style.isUpperCase ? text.toUpperCase() : text, sizePx) + style.letterSpacingEm * sizePx * text.length;
}
