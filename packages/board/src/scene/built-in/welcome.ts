import type { LayerInput } from '../layers.ts';
import type { SceneInput } from '../scene.ts';
import { type Box, clock, enters, headline, number, panel, soft, text } from './draw.ts';
import { statesWithPlain } from './plain-states.ts';
import { bibPlate, eventHead, night } from './shared-parts.ts';

const wide = { width: 1920, height: 1080 };
const tall = { width: 1080, height: 1920 };

/** Before the start: how long it is until then, and whoever comes into the start area, by name. */
export const welcome = (): SceneInput => ({
  v: 1,
  sceneId: 'welcome',
  name: 'Welcome',
  background: night,
  stage: wide,
  states: statesWithPlain(wide, { resting: wideRest(), runner: wideRunner() }),
  otherLayouts: [{ stage: tall, states: statesWithPlain(tall, { resting: tallRest(), runner: tallRunner() }) }],
});

function wideRest(): LayerInput[] {
  return [
    text('welcome', [72, 80, 1200, 90], 'Welcome to', { ...soft, sizePx: 72 }),
    timeOfDay([1248, 70, 600, 110], 'right'),
    text('event', [72, 180, 1776, 380], '{{event}}', { ...headline, sizePx: 240, isUpperCase: true, fit: 'wrap', smallestShare: 0.25 }),
    panel('mark', [72, 590, 220, 14], '$highlight'),
    countdown([72, 640, 1776, 360], 280, 'left'),
  ];
}

function wideRunner(): LayerInput[] {
  return [
    ...eventHead([72, 36, 1120, 68]),
    countdown([1100, 24, 748, 130], 96, 'right'),
    ...band([0, 180, 1920, 620]),
    text(
      'good-luck',
      [72, 212, 1400, 100],
      'Good luck',
      { ...headline, sizePx: 96, colour: '$highlight' },
      { needs: 'name', ...enters('slide-right', 450) },
    ),
    name([72, 324, 1776, 440], 320),
    ...bibPlate([72, 836, 330, 150], 200),
    ...whoIs([440, 836, 1408, 150]),
    words([72, 1004, 1776, 56]),
  ];
}

function tallRest(): LayerInput[] {
  return [
    timeOfDay([56, 70, 968, 110], 'left'),
    text('welcome', [56, 330, 968, 90], 'Welcome to', { ...soft, sizePx: 68 }),
    text('event', [56, 430, 968, 640], '{{event}}', {
      ...headline,
      sizePx: 210,
      isUpperCase: true,
      fit: 'wrap',
      verticalAlign: 'top',
      smallestShare: 0.3,
    }),
    panel('mark', [56, 1120, 220, 14], '$highlight'),
    countdown([56, 1180, 968, 420], 270, 'left'),
  ];
}

function tallRunner(): LayerInput[] {
  return [
    ...eventHead([56, 56, 968, 66]),
    countdown([56, 170, 968, 190], 140, 'left'),
    ...band([0, 420, 1080, 900]),
    text(
      'good-luck',
      [56, 464, 968, 110],
      'Good luck',
      { ...headline, sizePx: 104, colour: '$highlight' },
      { needs: 'name', ...enters('slide-right', 450) },
    ),
    name([56, 594, 968, 690], 280),
    ...bibPlate([56, 1370, 380, 170], 200),
    ...whoIs([56, 1570, 968, 170]),
    words([56, 1770, 968, 64]),
  ];
}

const countdown = ([x, y, width, height]: Box, sizePx: number, align: 'left' | 'right'): LayerInput => ({
  kind: 'countdown',
  id: 'countdown',
  x,
  y,
  width,
  height,
  to: { to: 'start' },
  style: { ...number, sizePx, align },
  label: { ...soft, sizePx: Math.max(36, sizePx * 0.2), align },
  afterwards: 'The race is on',
});

const timeOfDay = (box: Box, align: 'left' | 'right'): LayerInput =>
  clock('time-of-day', box, { sizePx: box[3] * 0.9, align, colour: '$text' }, { of: { clock: 'time-of-day', hasSeconds: false } });

const band = (box: Box): LayerInput[] => [
  {
    ...panel('band', box, '$accent', enters('fade', 300)),
    kind: 'shape',
    fill: { kind: 'gradient', from: '$accent', to: '#0c2050', angleDeg: 105 },
  },
];

const name = (box: Box, sizePx: number): LayerInput =>
  text(
    'name',
    box,
    '{{name}}',
    { ...headline, sizePx, isUpperCase: true, colour: '$onAccent', align: 'start', fit: 'wrap', smallestShare: 0.3 },
    enters('slide-up', 500, 80),
  );

const whoIs = ([x, y, width, height]: Box): LayerInput[] => [
  text(
    'from',
    [x, y, width, height * 0.52],
    '{{city}}[, {{country}}]',
    { sizePx: height * 0.4, weight: 700 },
    enters('slide-left', 450, 200),
  ),
  text(
    'race',
    [x, y + height * 0.52, width, height * 0.48],
    '{{race}}[ · {{wave}}]',
    { ...soft, sizePx: height * 0.34 },
    enters('slide-left', 450, 260),
  ),
];

const words = (box: Box): LayerInput =>
  text('words', box, '{{text}}', { sizePx: box[3] * 0.85, weight: 700, colour: '$highlight' }, enters('fade', 400, 300));
