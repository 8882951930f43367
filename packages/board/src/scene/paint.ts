import { z } from 'zod';

/** Colours that a brand names once; a layer that says `$accent` changes with the brand. */
export const brandColourNames = ['ground', 'panel', 'text', 'soft', 'accent', 'onAccent', 'highlight'] as const;
export type BrandColourName = (typeof brandColourNames)[number];

const hexSchema = z.string().regex(/^#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?$/, 'a colour is written #rrggbb or #rrggbbaa');
export const colourSchema = z.union([hexSchema, z.templateLiteral(['$', z.enum(brandColourNames)])], {
  error: 'a colour is written #rrggbb, #rrggbbaa, or $ and the name of a brand colour',
});
/** `#rrggbb`, `#rrggbbaa`, or a brand's: `$accent`. */
export type Colour = z.infer<typeof colourSchema>;

export const fillSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('colour'), colour: colourSchema }),
  z.strictObject({ kind: z.literal('gradient'), from: colourSchema, to: colourSchema, angleDeg: z.number().min(0).max(360).default(90) }),
]);
export type Fill = z.infer<typeof fillSchema>;

/** SHA-256 of an uploaded image, in hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'an image is named by its SHA-256 in hex');

export const builtInImages = ['chute-mark', 'chequered', 'course-lines'] as const;
export const imageSourceSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('upload'), sha256: sha256Schema }),
  z.strictObject({ from: z.literal('built-in'), name: z.enum(builtInImages) }),
  z.strictObject({ from: z.literal('brand-logo') }),
]);
export type ImageSource = z.infer<typeof imageSourceSchema>;

export const fontNames = ['inter', 'condensed'] as const;
export type FontName = (typeof fontNames)[number];

export const brandSchema = z.strictObject({
  colours: z
    .strictObject({
      ground: hexSchema.default('#060a13'),
      panel: hexSchema.default('#101a30'),
      text: hexSchema.default('#f6f8fc'),
      soft: hexSchema.default('#b9c6dc'),
      accent: hexSchema.default('#1646a8'),
      onAccent: hexSchema.default('#ffffff'),
      highlight: hexSchema.default('#ffd83d'),
    })
    .prefault({}),
  fonts: z.strictObject({ heading: z.enum(fontNames).default('condensed'), text: z.enum(fontNames).default('inter') }).prefault({}),
  logo: sha256Schema.nullable().default(null),
});
export type Brand = z.infer<typeof brandSchema>;

/** What `$accent` means here, as `#rrggbb[aa]`. */
export function resolveColour(colour: Colour, brand: Brand): string {
  return colour.startsWith('$') ? brand.colours[colour.slice(1) as BrandColourName] : colour;
}
