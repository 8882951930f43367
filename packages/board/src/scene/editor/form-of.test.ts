import { expect, test } from 'vitest';
import { type LayerKind, layerSchema } from '../layers.ts';
import { type FormField, type FormPart, formOfLayer } from './form-of.ts';
import { palette } from './palette.ts';

const kinds: LayerKind[] = ['text', 'image', 'shape', 'leaders', 'latest', 'clock', 'countdown', 'ticker', 'sponsors', 'qr'];
const stage = { width: 1920, height: 1080 };

test.each(kinds)('every setting of a %s layer can be asked for', (kind) => {
  const asked = formOfLayer(kind).map(({ key }) => key);
  const layer = palette.map(({ make }) => make(stage)).find((one) => one.kind === kind)!;
  expect(asked.toSorted()).toEqual(
    Object.keys(layer)
      .filter((key) => key !== 'id' && key !== 'kind')
      .toSorted(),
  );
});

test.each(kinds)('whatever can be chosen in a %s layer begins as something that the layer may be', (kind) => {
  const layer = palette.map(({ make }) => make(stage)).find((one) => one.kind === kind)!;
  for (const { key, value } of formOfLayer(kind).flatMap(beginnings)) {
    const changed = layerSchema.safeParse({ ...layer, [key]: value });
    expect(changed.success ? '' : `${key}: ${changed.error.message}`).toBe('');
  }
});

/** What a press on "add", "change to" or "with one" would make of a part. */
function beginnings({ key, field }: FormPart): { key: string; value: unknown }[] {
  return begun(field).map((value) => ({ key, value }));
}

function begun(field: FormField): unknown[] {
  if (field.ask === 'maybe') return [field.begin, null, ...begun(field.of)];
  if (field.ask === 'many') return [[field.begin]];
  return field.ask === 'kinds' ? field.kinds.map(({ begin }) => begin) : [];
}
