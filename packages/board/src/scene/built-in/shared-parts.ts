import type { LayerInput } from '../layers.ts';
import type { BackgroundInput } from '../scene.ts';
import { type Box, clock, enters, headline, panel, soft, text } from './draw.ts';

/** A dark ground with the lines of a course on it. */
export const night: BackgroundInput = {
  fill: { kind: 'gradient', from: '$ground', to: '$panel', angleDeg: 120 },
  image: { from: 'built-in', name: 'course-lines' },
  imageOpacity: 0.55,
};

/** The event above, with a mark of the brand's colour under it. */
export const eventHead = (box: Box): LayerInput[] => [
  text('event', box, '{{event}}', { ...headline, sizePx: box[3] * 0.86, weight: 700, isUpperCase: true, letterSpacingEm: 0.01 }),
  panel('event-mark', [box[0], box[1] + box[3] + 6, 112, 8], '$highlight'),
];

export const runningClock = (box: Box, align: 'left' | 'right' = 'right'): LayerInput => clock('clock', box, { sizePx: box[3], align });

/** The number as on a shirt. */
export const bibPlate = (box: Box, delayMs = 0): LayerInput[] => [
  panel('bib-plate', box, '#ffffff', { radiusPx: box[3] * 0.14, needs: 'bib', ...enters('slide-right', 400, delayMs) }),
  text(
    'bib',
    [box[0] + box[3] * 0.1, box[1], box[2] - box[3] * 0.2, box[3]],
    '{{bib}}',
    { ...headline, sizePx: box[3] * 0.86, colour: '#0a0f1a', align: 'center' },
    enters('slide-right', 400, delayMs),
  ),
];

/** One place: the number, and what it is a place of. */
export function placeTile(
  id: string,
  box: Box,
  of: { field: 'place' | 'place-sex' | 'place-division'; label: string; delayMs: number },
): LayerInput[] {
  const [x, y, width, height] = box;
  const inside = width * 0.06;
  return [
    panel(`${id}-tile`, box, '$panel', { radiusPx: height * 0.08, needs: of.field, ...enters('slide-up', 500, of.delayMs) }),
    panel(`${id}-edge`, [x, y, width, height * 0.035], '$highlight', { needs: of.field, ...enters('slide-up', 500, of.delayMs) }),
    text(
      `${id}-number`,
      [x + inside, y + height * 0.1, width - 2 * inside, height * 0.56],
      `{{${of.field}}}`,
      { ...headline, sizePx: height * 0.6, align: 'center' },
      enters('slide-up', 500, of.delayMs),
    ),
    text(
      `${id}-label`,
      [x + inside, y + height * 0.68, width - 2 * inside, height * 0.24],
      of.label,
      { ...soft, sizePx: height * 0.17, align: 'center', smallestShare: 0.5 },
      { needs: of.field, ...enters('slide-up', 500, of.delayMs) },
    ),
  ];
}

/** Three of them side by side. */
export function placeTiles([x, y, width, height]: Box, gap: number): LayerInput[] {
  const each = (width - 2 * gap) / 3;
  const box = (n: number): Box => [x + n * (each + gap), y, each, height];
  return [
    ...placeTile('overall', box(0), { field: 'place', label: 'Overall', delayMs: 250 }),
    ...placeTile('sex', box(1), { field: 'place-sex', label: '{{sex-name}}', delayMs: 330 }),
    ...placeTile('division', box(2), { field: 'place-division', label: '{{division}}', delayMs: 410 }),
  ];
}

/** Who came in last, in a strip along the lower edge. */
export const latestStrip = ([x, y, width, height]: Box): LayerInput[] => [
  panel('strip', [x, y, width, height], '$panel'),
  {
    kind: 'ticker',
    id: 'latest-ticker',
    x: x + height * 0.3,
    y,
    width: width - height * 0.6,
    height,
    source: { from: 'latest' },
    speedPxPerSecond: Math.max(30, height * 1.6),
    style: { sizePx: height * 0.46, weight: 600 },
  },
];
