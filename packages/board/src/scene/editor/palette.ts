import { unit } from '../built-in/plain-states.ts';
import { type Layer, type LayerInput, layerSchema } from '../layers.ts';
import type { Stage } from '../stage.ts';

/** Something that can be put on a stage: its word, and the layer that it is at the beginning. */
export type PaletteItem = { id: string; name: string; group: 'Runner' | 'Race' | 'Artwork'; make: (stage: Stage) => Layer };

type Kind = LayerInput['kind'];
/** What of a layer its place does not decide. */
type Begin<K extends Kind> = Omit<Extract<LayerInput, { kind: K }>, 'id' | 'x' | 'y' | 'width' | 'height'>;

/** Sizes are those on a stage of 1920 × 1080, and follow the stage; every new layer stands in the middle. */
function item<K extends Kind>(
  id: string,
  name: string,
  group: PaletteItem['group'],
  begin: (px: (size: number) => number) => { size: readonly [width: number, height: number]; layer: Begin<K> },
): PaletteItem {
  return {
    id,
    name,
    group,
    make: (stage) => {
      const px = (size: number) => Math.max(1, Math.round(size * unit(stage)));
      const { size, layer } = begin(px);
      const width = Math.min(px(size[0]), stage.width);
      const height = Math.min(px(size[1]), stage.height);
      const box = { x: Math.round((stage.width - width) / 2), y: Math.round((stage.height - height) / 2), width, height };
      return layerSchema.parse({ ...layer, id, name, ...box });
    },
  };
}

const field = (id: string, name: string, text: string, sizePx: number, size: readonly [number, number]) =>
  item<'text'>(id, name, 'Runner', (px) => ({
    size,
    layer: { kind: 'text', text, style: { font: '$heading', sizePx: Math.max(8, px(sizePx)), weight: 800, lineHeight: 1 } },
  }));

const tableStyle = (px: (size: number) => number) => ({ font: '$heading' as const, sizePx: Math.max(8, px(52)), weight: 700 });

export const palette: readonly PaletteItem[] = [
  field('name', 'Name', '{{name}}', 200, [1600, 240]),
  field('bib', 'Bib', '{{bib}}', 110, [300, 130]),
  field('time', 'Time', '{{time}}', 200, [700, 220]),
  field('place', 'Place', '{{place-ordinal}}', 120, [400, 140]),
  field('division', 'Division and place', '{{division}}[ · {{place-division-ordinal}}]', 64, [1000, 80]),
  field('city', 'City and country', '{{city}}[, {{country}}]', 64, [1000, 80]),
  field('team', 'Team', '{{team}}', 64, [1000, 80]),
  field('card-words', 'Words for the runner', '{{text}}', 64, [1400, 80]),
  item<'leaders'>('leaders', 'Leader table', 'Race', (px) => ({
    size: [900, 700],
    layer: {
      kind: 'leaders',
      of: { by: 'turns' },
      rows: 8,
      columns: [{ field: 'place', widthEm: 1.4, align: 'end' }, { field: 'name' }, { field: 'time', widthEm: 3.2, align: 'end' }],
      title: { font: '$heading', sizePx: Math.max(8, px(60)), weight: 800 },
      style: tableStyle(px),
      rowFill: { kind: 'colour', colour: '#ffffff14' },
      emptyText: 'No finisher yet',
    },
  })),
  item<'latest'>('latest', 'Latest finishers', 'Race', (px) => ({
    size: [900, 700],
    layer: {
      kind: 'latest',
      rows: 8,
      columns: [{ field: 'bib', widthEm: 2.4, isPlate: true }, { field: 'name' }, { field: 'time', widthEm: 3.2, align: 'end' }],
      style: tableStyle(px),
      rowFill: { kind: 'colour', colour: '#ffffff14' },
      emptyText: 'No finisher yet',
    },
  })),
  item<'clock'>('clock', 'Race clock', 'Race', (px) => ({
    size: [700, 180],
    layer: {
      kind: 'clock',
      of: { clock: 'race' },
      style: { font: '$heading', sizePx: Math.max(8, px(180)), weight: 800, colour: '$highlight', lineHeight: 1 },
    },
  })),
  item<'clock'>('time-of-day', 'Time of day', 'Race', (px) => ({
    size: [560, 130],
    layer: {
      kind: 'clock',
      of: { clock: 'time-of-day' },
      style: { font: '$heading', sizePx: Math.max(8, px(130)), weight: 800, lineHeight: 1 },
    },
  })),
  item<'countdown'>('countdown', 'Countdown', 'Race', (px) => ({
    size: [900, 260],
    layer: {
      kind: 'countdown',
      to: { to: 'start' },
      style: { font: '$heading', sizePx: Math.max(8, px(190)), weight: 800, colour: '$highlight', lineHeight: 1 },
      label: { sizePx: Math.max(8, px(50)), colour: '$soft' },
    },
  })),
  item<'ticker'>('ticker', 'Ticker', 'Race', (px) => ({
    size: [1920, 96],
    layer: {
      kind: 'ticker',
      source: { from: 'latest' },
      style: { sizePx: Math.max(8, px(44)), weight: 600 },
      speedPxPerSecond: px(150) + 10,
    },
  })),
  item<'text'>('text', 'Text', 'Artwork', (px) => ({
    size: [900, 110],
    layer: { kind: 'text', text: 'Text', style: { sizePx: Math.max(8, px(90)), weight: 700 } },
  })),
  item<'shape'>('shape', 'Shape', 'Artwork', () => ({
    size: [600, 300],
    layer: { kind: 'shape', fill: { kind: 'colour', colour: '$accent' } },
  })),
  item<'image'>('image', 'Image', 'Artwork', () => ({
    size: [600, 400],
    layer: { kind: 'image', image: { from: 'built-in', name: 'course-lines' } },
  })),
  item<'image'>('logo', 'Logo', 'Artwork', () => ({
    size: [360, 200],
    layer: { kind: 'image', image: { from: 'brand-logo' }, alt: 'Logo' },
  })),
  item<'sponsors'>('sponsors', 'Sponsors', 'Artwork', () => ({
    size: [500, 240],
    layer: { kind: 'sponsors', images: [{ from: 'built-in', name: 'chute-mark' }] },
  })),
  item<'qr'>('qr', 'QR code', 'Artwork', () => ({ size: [300, 300], layer: { kind: 'qr', url: 'https://example.org/results' } })),
];

/** Not exactly over one that is there already. */
export function besideOthers(layer: Layer, others: readonly Layer[]): Layer {
  const isTaken = (x: number, y: number) => others.some((other) => other.x === x && other.y === y);
  let by = 0;
  while (isTaken(layer.x + by, layer.y + by)) by += 20;
  return by === 0 ? layer : { ...layer, x: layer.x + by, y: layer.y + by };
}
