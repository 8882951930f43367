import { z } from 'zod';
import { isListKey, type ListKey } from '../picture/lists.ts';
import { type Field, fields } from './fields.ts';
import { colourSchema, fillSchema, imageSourceSchema } from './paint.ts';
import { textStyleSchema } from './text-style.ts';

export const entranceEffects = [
  'none',
  'fade',
  'slide-up',
  'slide-down',
  'slide-left',
  'slide-right',
  'zoom-in',
  'zoom-out',
  'pop',
  'bounce',
  'flip-x',
  'flip-y',
  'rotate',
  'blur',
  'wipe-left',
  'wipe-right',
] as const;

export const entranceSchema = z.strictObject({
  effect: z.enum(entranceEffects).default('none'),
  durationMs: z.int().min(100).max(5_000).default(600),
  delayMs: z.int().min(0).max(5_000).default(0),
});
export type Entrance = z.infer<typeof entranceSchema>;

const fieldSchema = z.enum(fields);
const coordinate = z.number().min(-20_000).max(20_000);
const extent = z.number().min(1, 'a layer is at least 1 px wide and high').max(20_000);

const base = {
  id: z.string().min(1).max(64),
  name: z.string().max(80).default(''),
  x: coordinate,
  y: coordinate,
  width: extent,
  height: extent,
  /** Clockwise, about the middle. */
  rotation: z.number().min(-360).max(360).default(0),
  opacity: z.number().min(0).max(1).default(1),
  /** For the builder: a layer that is not moved by accident. */
  locked: z.boolean().default(false),
  hidden: z.boolean().default(false),
  entrance: entranceSchema.prefault({}),
  /** Drawn only while this has a value: a plate without its bib is no plate. */
  needs: fieldSchema.nullable().default(null),
};

/** By its number in the order of the event, so that a scene serves many events; or one race of one event. */
export const raceRefSchema = z.union([z.int().min(1).max(50), z.uuid()]);
export type RaceRef = z.infer<typeof raceRefSchema>;

const listKeySchema = z.custom<ListKey>(
  (list) => typeof list === 'string' && isListKey(list),
  'a list is overall, sex:F, sex:M, sex:X or division:ID',
);

/** Which ranking is meant. */
export const rankingSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('list'), race: raceRefSchema, list: listKeySchema }),
  /** Every list with somebody in it, one after the other; all layers of a scene with the same pace turn together. */
  z.strictObject({ by: z.literal('turns'), everyMs: z.int().min(2_000).max(600_000).default(10_000) }),
  /** The list that the shown runner stands in. */
  z.strictObject({ by: z.literal('runner'), list: z.enum(['overall', 'sex', 'division']) }),
  /** The list that the desk named when it called the scene up (`listTitles`), else overall of the first race. */
  z.strictObject({ by: z.literal('called-up') }),
]);
export type Ranking = z.infer<typeof rankingSchema>;

/** Whom a text is about: the shown runner, or whoever stands at a place of a ranking. */
const aboutSchema = z.discriminatedUnion('who', [
  z.strictObject({ who: z.literal('runner') }),
  z.strictObject({ who: z.literal('leader'), rank: z.int().min(1).max(100), of: rankingSchema }),
  /** 1 = the newest finisher. */
  z.strictObject({ who: z.literal('latest'), nth: z.int().min(1).max(100), race: raceRefSchema.nullable().default(null) }),
]);
export type About = z.infer<typeof aboutSchema>;

const textLayerSchema = z.strictObject({
  ...base,
  kind: z.literal('text'),
  text: z.string().max(2_000),
  about: aboutSchema.default({ who: 'runner' }),
  style: textStyleSchema.prefault({}),
});

const imageFit = z.enum(['contain', 'cover', 'fill']).default('contain');

const imageLayerSchema = z.strictObject({
  ...base,
  kind: z.literal('image'),
  image: imageSourceSchema,
  fit: imageFit,
  radiusPx: z.number().min(0).max(2_000).default(0),
  /** For whoever cannot see it; empty = an ornament. */
  alt: z.string().max(200).default(''),
});

const shapeLayerSchema = z.strictObject({
  ...base,
  kind: z.literal('shape'),
  form: z.enum(['rectangle', 'ellipse', 'slant']).default('rectangle'),
  fill: fillSchema,
  border: z
    .strictObject({ widthPx: z.number().min(0).max(200), colour: colourSchema })
    .nullable()
    .default(null),
  radiusPx: z.number().min(0).max(2_000).default(0),
  /** Of a slant: how far the top leans to the right (or, below 0, to the left), as a share of its height. */
  lean: z.number().min(-2).max(2).default(0.3),
});

export const columnFields = [
  'place',
  'bib',
  'name',
  'time',
  'chip-time',
  'gun-time',
  'gap',
  'city',
  'country',
  'team',
  'division',
  'age',
  'sex',
  'race',
  'place-ordinal',
  'place-sex',
  'place-division',
  'place-sex-ordinal',
  'place-division-ordinal',
  'pace-km',
  'pace-mile',
] as const satisfies readonly Field[];

const columnSchema = z.strictObject({
  field: z.enum(columnFields),
  /** Of the rows' type size; null = takes what the others leave. */
  widthEm: z.number().min(0.5).max(60).nullable().default(null),
  align: z.enum(['start', 'center', 'end']).default('start'),
  colour: colourSchema.nullable().default(null),
  /** Of the rows' type size. */
  sizeShare: z.number().min(0.2).max(1).default(1),
  /** As on a shirt: a plate behind it. */
  isPlate: z.boolean().default(false),
});
export type Column = z.infer<typeof columnSchema>;

const table = {
  rows: z.int().min(1).max(60),
  columns: z.array(columnSchema).min(1).max(10),
  style: textStyleSchema.prefault({}),
  /** What the table shows, above its rows; null = no such line. */
  title: textStyleSchema.nullable().default(null),
  rowGapPx: z.number().min(0).max(200).default(4),
  rowRadiusPx: z.number().min(0).max(200).default(8),
  rowFill: fillSchema.nullable().default(null),
  /** Behind every other row, in place of `rowFill`. */
  stripe: fillSchema.nullable().default(null),
  /** Instead of rows, as long as there are none. */
  emptyText: z.string().max(200).default(''),
};

const leadersLayerSchema = z.strictObject({
  ...base,
  kind: z.literal('leaders'),
  of: rankingSchema,
  hasMedals: z.boolean().default(true),
  ...table,
});

const latestLayerSchema = z.strictObject({
  ...base,
  kind: z.literal('latest'),
  race: raceRefSchema.nullable().default(null),
  /** How many of the newest are shown elsewhere. */
  skip: z.int().min(0).max(60).default(0),
  ...table,
});

const clockLayerSchema = z.strictObject({
  ...base,
  kind: z.literal('clock'),
  of: z.discriminatedUnion('clock', [
    /** Null: the race of the shown runner, else the first that runs. */
    z.strictObject({ clock: z.literal('race'), race: raceRefSchema.nullable().default(null) }),
    z.strictObject({ clock: z.literal('time-of-day'), hasSeconds: z.boolean().default(true) }),
  ]),
  style: textStyleSchema.prefault({}),
  /** The name of the race above its clock; null = no name. */
  label: textStyleSchema.nullable().default(null),
});

const countdownLayerSchema = z.strictObject({
  ...base,
  kind: z.literal('countdown'),
  to: z.discriminatedUnion('to', [
    /** The next scheduled start: of one race, or of all. A gun that was heard ends it. */
    z.strictObject({ to: z.literal('start'), race: raceRefSchema.nullable().default(null) }),
    z.strictObject({ to: z.literal('instant'), atMs: z.int() }),
  ]),
  style: textStyleSchema.prefault({}),
  label: textStyleSchema.nullable().default(null),
  /** Shown when it is over; empty = nothing. */
  afterwards: z.string().max(200).default(''),
});

const tickerLayerSchema = z.strictObject({
  ...base,
  kind: z.literal('ticker'),
  source: z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('texts'), texts: z.array(z.string().max(500)).min(1).max(50) }),
    z.strictObject({ from: z.literal('latest'), race: raceRefSchema.nullable().default(null), count: z.int().min(1).max(50).default(12) }),
    z.strictObject({ from: z.literal('leaders'), of: rankingSchema, count: z.int().min(1).max(50).default(10) }),
  ]),
  style: textStyleSchema.prefault({}),
  speedPxPerSecond: z.number().min(10).max(2_000).default(120),
});

const sponsorsLayerSchema = z.strictObject({
  ...base,
  kind: z.literal('sponsors'),
  images: z.array(imageSourceSchema).min(1).max(50),
  secondsEach: z.number().min(1).max(600).default(8),
  fit: imageFit,
});

const qrLayerSchema = z.strictObject({
  ...base,
  kind: z.literal('qr'),
  url: z.url({ protocol: /^https?$/, error: 'a QR code leads to an http or https address' }).max(500),
  dark: colourSchema.default('#000000'),
  light: colourSchema.default('#ffffff'),
});

export const layerSchema = z.discriminatedUnion('kind', [
  textLayerSchema,
  imageLayerSchema,
  shapeLayerSchema,
  leadersLayerSchema,
  latestLayerSchema,
  clockLayerSchema,
  countdownLayerSchema,
  tickerLayerSchema,
  sponsorsLayerSchema,
  qrLayerSchema,
]);
export type Layer = z.infer<typeof layerSchema>;
export type LayerInput = z.input<typeof layerSchema>;
export type LayerKind = Layer['kind'];
export type LayerOf<Kind extends LayerKind> = Extract<Layer, { kind: Kind }>;
