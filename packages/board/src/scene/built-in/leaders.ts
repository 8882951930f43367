import type { LayerInput } from '../layers.ts';
import type { SceneInput } from '../scene.ts';
import { type Box, enters, headline, number, panel, text } from './draw.ts';
import { statesWithPlain } from './plain-states.ts';
import { bibPlate, eventHead, latestStrip, night, runningClock } from './shared-parts.ts';

const wide = { width: 1920, height: 1080 };
const tall = { width: 1080, height: 1920 };

/** The best of every list in turn; whoever comes in meanwhile has the strip below. */
export const leadersScene = (): SceneInput => ({
  v: 1,
  sceneId: 'leaders',
  name: 'Leaders',
  background: night,
  stage: wide,
  states: statesWithPlain(wide, {
    resting: [...wideTable(), ...latestStrip([0, 964, 1920, 116])],
    runner: [...wideTable(), ...wideStrip()],
  }),
  otherLayouts: [
    {
      stage: tall,
      states: statesWithPlain(tall, {
        resting: [...tallTable(), ...latestStrip([0, 1800, 1080, 120])],
        runner: [...tallTable(), ...tallStrip()],
      }),
    },
  ],
});

function wideTable(): LayerInput[] {
  return [
    ...eventHead([72, 36, 1120, 68]),
    runningClock([1248, 30, 600, 96]),
    table([72, 150, 1776, 790], 8, 64, [
      { field: 'place', widthEm: 1.7, align: 'end' },
      { field: 'bib', widthEm: 2.7, align: 'center', isPlate: true, sizeShare: 0.86 },
      { field: 'name' },
      { field: 'city', widthEm: 5, sizeShare: 0.7, colour: '$soft' },
      { field: 'gap', widthEm: 3, sizeShare: 0.8, align: 'end', colour: '$soft' },
      { field: 'time', widthEm: 3.6, align: 'end', colour: '$highlight' },
    ]),
  ];
}

function tallTable(): LayerInput[] {
  return [
    ...eventHead([56, 56, 968, 66]),
    runningClock([56, 170, 968, 150], 'left'),
    table([56, 370, 968, 1390], 12, 64, [
      { field: 'place', widthEm: 1.5, align: 'end' },
      { field: 'bib', widthEm: 2.5, align: 'center', isPlate: true, sizeShare: 0.86 },
      { field: 'name' },
      { field: 'time', widthEm: 3.4, align: 'end', colour: '$highlight' },
    ]),
  ];
}

function wideStrip(): LayerInput[] {
  return [
    band([0, 964, 1920, 116]),
    ...bibPlate([72, 978, 200, 88]),
    name([296, 966, 980, 112], 92),
    text(
      'place',
      [1290, 978, 220, 88],
      '{{place-ordinal}}',
      { ...headline, sizePx: 64, align: 'right', colour: '$onAccent' },
      enters('fade', 400, 200),
    ),
    text('time', [1520, 972, 328, 100], '{{time}}', { ...number, sizePx: 96, align: 'right' }, enters('fade', 400, 200)),
  ];
}

function tallStrip(): LayerInput[] {
  return [
    band([0, 1774, 1080, 146]),
    ...bibPlate([56, 1800, 200, 94]),
    name([280, 1780, 470, 134], 84),
    text('time', [760, 1790, 264, 114], '{{time}}', { ...number, sizePx: 92, align: 'right' }, enters('fade', 400, 200)),
  ];
}

const band = (box: Box): LayerInput => ({
  ...panel('band', box, '$accent', enters('slide-up', 350)),
  kind: 'shape',
  fill: { kind: 'gradient', from: '$accent', to: '#0c2050', angleDeg: 105 },
});

const name = (box: Box, sizePx: number): LayerInput =>
  text(
    'name',
    box,
    '{{name}}',
    { ...headline, sizePx, fit: 'wrap', colour: '$onAccent', align: 'start', smallestShare: 0.4 },
    enters('slide-up', 400, 80),
  );

type Columns = Extract<LayerInput, { kind: 'leaders' }>['columns'];

const table = ([x, y, width, height]: Box, rows: number, sizePx: number, columns: Columns): LayerInput => ({
  kind: 'leaders',
  id: 'leaders',
  x,
  y,
  width,
  height,
  of: { by: 'turns', everyMs: 12_000 },
  rows,
  columns,
  title: { ...headline, sizePx: sizePx * 1.1 },
  style: { font: '$heading', sizePx, weight: 700, lineHeight: 1, fit: 'wrap', smallestShare: 0.4 },
  rowFill: { kind: 'colour', colour: '#ffffff0f' },
  stripe: { kind: 'colour', colour: '#ffffff05' },
  rowGapPx: 6,
  emptyText: 'No finisher yet',
});
