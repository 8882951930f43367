import { z } from 'zod';
import { type Brand, colourSchema, type FontName, fontNames } from './paint.ts';

const px = (max: number) => z.number().min(-max).max(max);

/**
 * `shrink`: one line, smaller down to `smallestShare`, then an ellipsis. `wrap`: as many lines as the box holds, smaller until they fit, then an ellipsis.
 * `ellipsis`: one line of this size, cut. `none`: as it comes, even out of its box.
 */
export const textFitSchema = z.enum(['shrink', 'wrap', 'ellipsis', 'none']);
export type TextFit = z.infer<typeof textFitSchema>;

export const textStyleSchema = z.strictObject({
  /** A font of ours, or the one that the brand has for headings or for texts. All of them are on the page: nothing is fetched. */
  font: z.enum([...fontNames, '$heading', '$text']).default('$text'),
  sizePx: z.number().min(4).max(2_000).default(48),
  weight: z.int().min(100).max(900).default(600),
  isItalic: z.boolean().default(false),
  colour: colourSchema.default('$text'),
  /** `start` and `end` follow the script of the text, so that an Arabic name begins at the right. */
  align: z.enum(['left', 'center', 'right', 'start', 'end']).default('left'),
  verticalAlign: z.enum(['top', 'middle', 'bottom']).default('middle'),
  lineHeight: z.number().min(0.7).max(3).default(1.15),
  letterSpacingEm: z.number().min(-0.2).max(1).default(0),
  isUpperCase: z.boolean().default(false),
  shadow: z
    .strictObject({ xPx: px(200), yPx: px(200), blurPx: z.number().min(0).max(200), colour: colourSchema })
    .nullable()
    .default(null),
  outline: z
    .strictObject({ widthPx: z.number().min(0).max(50), colour: colourSchema })
    .nullable()
    .default(null),
  fit: textFitSchema.default('shrink'),
  smallestShare: z.number().min(0.1).max(1).default(0.4),
});
export type TextStyle = z.infer<typeof textStyleSchema>;

export function resolveFont(font: TextStyle['font'], brand: Brand): FontName {
  if (font === '$heading') return brand.fonts.heading;
  return font === '$text' ? brand.fonts.text : font;
}
