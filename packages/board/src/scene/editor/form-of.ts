import { z } from 'zod';
import { type LayerKind, layerSchema, raceRefSchema } from '../layers.ts';
import { colourSchema, fillSchema, imageSourceSchema } from '../paint.ts';

/** How a part of a scene is asked for, read from its schema: what a schema gains, the builder can set. */
export type FormField =
  | { ask: 'number'; min: number; max: number; isWhole: boolean }
  | { ask: 'choice'; of: readonly string[] }
  | { ask: 'switch' }
  | { ask: 'text'; max: number }
  | { ask: 'colour' }
  | { ask: 'image' }
  | { ask: 'race' }
  | { ask: 'list' }
  | { ask: 'group'; parts: readonly FormPart[] }
  | { ask: 'kinds'; by: string; kinds: readonly { kind: string; parts: readonly FormPart[]; begin: unknown }[] }
  /** A thing or none; `begin` is the thing when somebody wants one. */
  | { ask: 'maybe'; of: FormField; begin: unknown }
  | { ask: 'many'; of: FormField; min: number; max: number; begin: unknown };
export type FormPart = { key: string; field: FormField };

const known = new Map<z.ZodType, FormField>();

/** The settings of a layer of this kind. */
export function formOfLayer(kind: LayerKind): readonly FormPart[] {
  const option = (layerSchema.options as readonly z.ZodObject[]).find(({ shape }) => (shape.kind as z.ZodLiteral).value === kind)!;
  const form = formOf(option);
  return form.ask === 'group' ? form.parts.filter(({ key }) => key !== 'kind' && key !== 'id') : [];
}

export function formOf(schema: z.ZodType): FormField {
  const form = known.get(schema) ?? readForm(schema);
  known.set(schema, form);
  return form;
}

function readForm(schema: z.ZodType): FormField {
  if ((schema as unknown) === colourSchema) return { ask: 'colour' };
  if ((schema as unknown) === imageSourceSchema) return { ask: 'image' };
  if ((schema as unknown) === raceRefSchema) return { ask: 'race' };
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return formOf(schema.def.innerType as z.ZodType);
  if (schema instanceof z.ZodNullable) {
    const inner = schema.def.innerType as z.ZodType;
    return { ask: 'maybe', of: formOf(inner), begin: firstValue(inner) };
  }
  if (schema instanceof z.ZodBoolean) return { ask: 'switch' };
  if (schema instanceof z.ZodNumber) {
    return { ask: 'number', min: schema.minValue ?? -1e15, max: schema.maxValue ?? 1e15, isWhole: schema.format === 'safeint' };
  }
  if (schema instanceof z.ZodEnum) return { ask: 'choice', of: schema.options.map(String) };
  if (schema instanceof z.ZodString || schema instanceof z.ZodURL) return { ask: 'text', max: schema.maxLength ?? 2_000 };
  if (schema instanceof z.ZodArray) {
    const element = schema.def.element as z.ZodType;
    const { min, max } = lengths(schema);
    return { ask: 'many', of: formOf(element), min, max, begin: firstValue(element) };
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const by = schema.def.discriminator;
    const kinds = (schema.options as readonly z.ZodObject[]).map((option) => {
      const parts = partsOf(option).filter(({ key }) => key !== by);
      return { kind: String((option.shape[by] as z.ZodLiteral).value), parts, begin: firstValue(option) };
    });
    return { ask: 'kinds', by, kinds };
  }
  if (schema instanceof z.ZodObject) return { ask: 'group', parts: partsOf(schema) };
  // A ranking within a race has a schema of its own making.
  return { ask: 'list' };
}

function partsOf({ shape }: z.ZodObject): FormPart[] {
  return Object.entries(shape)
    .filter(([, schema]) => !(schema instanceof z.ZodLiteral))
    .map(([key, schema]) => ({ key, field: formOf(schema as z.ZodType) }));
}

/** A value that the schema takes, to begin with: its own default where it has one. */
export function firstValue(schema: z.ZodType): unknown {
  if ((schema as unknown) === colourSchema) return '$accent';
  if ((schema as unknown) === fillSchema) return { kind: 'colour', colour: '$panel' };
  if ((schema as unknown) === imageSourceSchema) return { from: 'built-in', name: 'chute-mark' };
  if ((schema as unknown) === raceRefSchema) return 1;
  const given = schema.safeParse(undefined);
  if (given.success && given.data !== undefined) return given.data;
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodNullable)
    return firstValue(schema.def.innerType as z.ZodType);
  if (schema instanceof z.ZodBoolean) return false;
  if (schema instanceof z.ZodNumber) return Math.max(0, schema.minValue ?? 0);
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodURL) return 'https://example.org';
  if (schema instanceof z.ZodString) return '';
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodArray) return lengths(schema).min > 0 ? [firstValue(schema.def.element as z.ZodType)] : [];
  if (schema instanceof z.ZodDiscriminatedUnion) return firstValue(schema.options[0] as z.ZodType);
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(Object.entries(schema.shape).map(([key, part]) => [key, firstValue(part as z.ZodType)]));
  return 'overall';
}

function lengths({ def }: z.ZodArray): { min: number; max: number } {
  const limits = (def.checks ?? []).map(({ _zod }) => _zod.def as { minimum?: number; maximum?: number });
  return {
    min: limits.find(({ minimum }) => minimum !== undefined)?.minimum ?? 0,
    max: limits.find(({ maximum }) => maximum !== undefined)?.maximum ?? 1_000,
  };
}
