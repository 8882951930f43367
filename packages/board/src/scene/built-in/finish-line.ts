import type { LayerInput } from '../layers.ts';
import type { SceneInput } from '../scene.ts';
import { type Box, clock, enters, headline, number, panel, soft, text } from './draw.ts';
import { statesWithPlain } from './plain-states.ts';
import { bibPlate, eventHead, latestStrip, night, placeTiles, runningClock } from './shared-parts.ts';

const wide = { width: 1920, height: 1080 };
const tall = { width: 1080, height: 1920 };

/** Who crosses the line, as large as the screen allows; between runners the clock and the best so far. */
export const finishLine = (): SceneInput => ({
  v: 1,
  sceneId: 'finish-line',
  name: 'Finish line',
  background: night,
  stage: wide,
  states: statesWithPlain(wide, { resting: wideRest(), runner: wideRunner() }),
  otherLayouts: [{ stage: tall, states: statesWithPlain(tall, { resting: tallRest(), runner: tallRunner() }) }],
});

function wideRunner(): LayerInput[] {
  return [
    ...eventHead([72, 36, 1120, 68]),
    runningClock([1248, 30, 600, 96]),
    ...band([0, 160, 1920, 560]),
    ...bibPlate([72, 200, 270, 120]),
    ...whoIs([372, 200, 1476, 120]),
    name([72, 340, 1776, 352], 300),
    time([72, 748, 880, 236]),
    ...placeTiles([1000, 756, 848, 220], 20),
    pace([72, 996, 880, 52]),
    words([1000, 996, 848, 52], 'right'),
  ];
}

function wideRest(): LayerInput[] {
  return [
    ...eventHead([72, 36, 1776, 68]),
    clock('big-clock', [72, 230, 1040, 420], { sizePx: 340, align: 'left' }, { label: { ...soft, sizePx: 60, weight: 700 } }),
    text('counts', [72, 690, 1040, 72], '{{finished}} finished · {{on-course}} on the course', { sizePx: 60, weight: 700 }),
    leaders([1180, 160, 668, 800], 8, 50),
    ...latestStrip([0, 984, 1920, 96]),
  ];
}

function tallRunner(): LayerInput[] {
  return [
    ...eventHead([56, 56, 968, 66]),
    runningClock([56, 170, 968, 150], 'left'),
    ...band([0, 360, 1080, 800]),
    ...bibPlate([56, 404, 300, 132]),
    ...whoIs([384, 404, 640, 132]),
    name([56, 560, 968, 570], 260),
    time([56, 1190, 968, 250]),
    ...placeTiles([56, 1470, 968, 240], 20),
    pace([56, 1736, 968, 56]),
    words([56, 1802, 968, 60], 'left'),
  ];
}

function tallRest(): LayerInput[] {
  return [
    ...eventHead([56, 56, 968, 66]),
    clock('big-clock', [56, 190, 968, 340], { sizePx: 280, align: 'left' }, { label: { ...soft, sizePx: 52, weight: 700 } }),
    text('counts', [56, 545, 968, 64], '{{finished}} finished · {{on-course}} on the course', { sizePx: 50, weight: 700 }),
    leaders([56, 660, 968, 1080], 11, 56),
    ...latestStrip([0, 1812, 1080, 108]),
  ];
}

const band = (box: Box): LayerInput[] => [
  {
    ...panel('band', box, '$accent', enters('fade', 300)),
    kind: 'shape',
    fill: { kind: 'gradient', from: '$accent', to: '#0c2050', angleDeg: 105 },
  },
];

const whoIs = ([x, y, width, height]: Box): LayerInput[] => [
  text(
    'race',
    [x, y, width, height * 0.5],
    '{{race}}[ · {{division}}]',
    { sizePx: height * 0.4, weight: 700, colour: '$onAccent' },
    enters('slide-left', 450, 60),
  ),
  text(
    'from',
    [x, y + height * 0.5, width, height * 0.5],
    '{{city}}[, {{country}}]',
    { sizePx: height * 0.37, colour: '#d5e1ff', smallestShare: 0.3 },
    enters('slide-left', 450, 120),
  ),
];

const name = (box: Box, sizePx: number): LayerInput =>
  text(
    'name',
    box,
    '{{name}}',
    { ...headline, sizePx, isUpperCase: true, colour: '$onAccent', align: 'start', fit: 'wrap', smallestShare: 0.3 },
    enters('slide-up', 500, 80),
  );

const time = (box: Box): LayerInput =>
  text('time', box, '{{time}}', { ...number, sizePx: box[3] * 1.1, lineHeight: 0.9 }, enters('pop', 450, 200));

const pace = (box: Box): LayerInput =>
  text(
    'pace',
    box,
    'Pace {{pace-km}} /km[ · gun time {{gun-time}}]',
    { ...soft, sizePx: box[3] * 0.8 },
    { needs: 'pace-km', ...enters('fade', 400, 400) },
  );

const words = (box: Box, align: 'left' | 'right'): LayerInput =>
  text('words', box, '{{text}}', { sizePx: box[3] * 0.8, weight: 700, colour: '$highlight', align }, enters('fade', 400, 400));

const leaders = ([x, y, width, height]: Box, rows: number, sizePx: number): LayerInput => ({
  kind: 'leaders',
  id: 'leaders',
  x,
  y,
  width,
  height,
  of: { by: 'turns' },
  rows,
  columns: [
    { field: 'place', widthEm: 1.4, align: 'end' },
    { field: 'name' },
    { field: 'time', widthEm: 3.2, align: 'end', colour: '$highlight' },
  ],
  title: { ...headline, sizePx: sizePx * 1.2 },
  style: { font: '$heading', sizePx, weight: 700, fit: 'wrap', lineHeight: 1, smallestShare: 0.45 },
  rowFill: { kind: 'colour', colour: '#ffffff0f' },
  stripe: { kind: 'colour', colour: '#ffffff05' },
  emptyText: 'No finisher yet',
});
