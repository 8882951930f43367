import type { LayerInput } from '../layers.ts';
import type { SceneInput } from '../scene.ts';
import { type Box, headline, number, panel, text } from './draw.ts';
import { statesWithPlain } from './plain-states.ts';
import { eventHead, night, runningClock } from './shared-parts.ts';

const wide = { width: 1920, height: 1080 };
const tall = { width: 1080, height: 1920 };

/** Everyone who comes in, newest first: for a stream of finishers that no single picture can follow. */
export const finishList = (): SceneInput => ({
  v: 1,
  sceneId: 'finish-list',
  name: 'Finish list',
  background: night,
  stage: wide,
  states: statesWithPlain(wide, { resting: wideList() }),
  otherLayouts: [{ stage: tall, states: statesWithPlain(tall, { resting: tallList() }) }],
});

const latest = { who: 'latest', nth: 1 } as const;

function wideList(): LayerInput[] {
  return [
    ...eventHead([72, 36, 1120, 68]),
    runningClock([1248, 30, 600, 96]),
    band([0, 160, 1920, 200]),
    text('newest-bib', [72, 190, 200, 140], '{{bib}}', { ...headline, sizePx: 100, colour: '$onAccent' }, { about: latest }),
    text(
      'newest-name',
      [292, 172, 1040, 176],
      '{{name}}',
      { ...headline, sizePx: 130, fit: 'wrap', colour: '$onAccent', align: 'start', smallestShare: 0.35 },
      { about: latest },
    ),
    text('newest-time', [1350, 180, 498, 104], '{{time}}', { ...number, sizePx: 116, align: 'right' }, { about: latest }),
    text(
      'newest-place',
      [1350, 288, 498, 56],
      '{{place-ordinal}}[ · {{race}}]',
      { sizePx: 42, colour: '#d5e1ff', align: 'right' },
      { about: latest },
    ),
    table([72, 384, 1776, 660], 7, 60, [
      { field: 'bib', widthEm: 2.7, align: 'center', isPlate: true, sizeShare: 0.86 },
      { field: 'name' },
      { field: 'race', widthEm: 4.6, sizeShare: 0.7, colour: '$soft' },
      { field: 'division', widthEm: 4.6, sizeShare: 0.7, colour: '$soft' },
      { field: 'place-ordinal', widthEm: 2.7, align: 'end' },
      { field: 'time', widthEm: 3.5, align: 'end', colour: '$highlight' },
    ]),
  ];
}

function tallList(): LayerInput[] {
  return [
    ...eventHead([56, 56, 968, 66]),
    runningClock([56, 170, 968, 150], 'left'),
    band([0, 350, 1080, 340]),
    text('newest-bib', [56, 374, 300, 90], '{{bib}}', { ...headline, sizePx: 84, colour: '$onAccent' }, { about: latest }),
    text(
      'newest-place',
      [380, 374, 644, 90],
      '{{place-ordinal}}[ · {{race}}]',
      { sizePx: 46, colour: '#d5e1ff', align: 'right' },
      { about: latest },
    ),
    text(
      'newest-name',
      [56, 464, 620, 204],
      '{{name}}',
      { ...headline, sizePx: 110, fit: 'wrap', colour: '$onAccent', align: 'start', smallestShare: 0.35 },
      { about: latest },
    ),
    text('newest-time', [690, 464, 334, 204], '{{time}}', { ...number, sizePx: 130, align: 'right' }, { about: latest }),
    table([56, 716, 968, 1160], 11, 62, [
      { field: 'bib', widthEm: 2.6, align: 'center', isPlate: true, sizeShare: 0.86 },
      { field: 'name' },
      { field: 'place-ordinal', widthEm: 2.5, align: 'end', sizeShare: 0.85 },
      { field: 'time', widthEm: 3.3, align: 'end', colour: '$highlight' },
    ]),
  ];
}

const band = (box: Box): LayerInput => ({
  ...panel('band', box, '$accent'),
  kind: 'shape',
  fill: { kind: 'gradient', from: '$accent', to: '#0c2050', angleDeg: 105 },
});

type Columns = Extract<LayerInput, { kind: 'latest' }>['columns'];

const table = ([x, y, width, height]: Box, rows: number, sizePx: number, columns: Columns): LayerInput => ({
  kind: 'latest',
  id: 'latest',
  x,
  y,
  width,
  height,
  skip: 1,
  rows,
  columns,
  style: { font: '$heading', sizePx, weight: 700, lineHeight: 1, fit: 'wrap', smallestShare: 0.4 },
  rowFill: { kind: 'colour', colour: '#ffffff0f' },
  stripe: { kind: 'colour', colour: '#ffffff05' },
  rowGapPx: 6,
});
