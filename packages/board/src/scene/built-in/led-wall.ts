import type { LayerInput } from '../layers.ts';
import type { SceneInput } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { clock, enters, headline, number, panel, soft, text } from './draw.ts';
import { statesWithPlain } from './plain-states.ts';

const ribbon = { width: 768, height: 256 };
const others: Stage[] = [
  { width: 512, height: 512 },
  { width: 640, height: 360 },
  { width: 360, height: 640 },
];

/** For few and large pixels: no picture, no thin line, nothing small. */
export const ledWall = (): SceneInput => ({
  v: 1,
  sceneId: 'led-wall',
  name: 'LED wall',
  background: { fill: { kind: 'colour', colour: '#000000' } },
  brand: { colours: { panel: '#0c1a3d', soft: '#cfd9ec' } },
  stage: ribbon,
  states: statesOf(ribbon),
  otherLayouts: others.map((stage) => ({ stage, states: statesOf(stage) })),
});

function statesOf(stage: Stage) {
  const isLow = stage.width / stage.height > 2;
  return statesWithPlain(
    stage,
    isLow ? { resting: lowRest(stage), runner: lowRunner(stage) } : { resting: highRest(stage), runner: highRunner(stage) },
  );
}

function lowRunner({ width, height }: Stage): LayerInput[] {
  const edge = height * 0.06;
  return [
    panel('bib-plate', [edge, edge, height * 0.56, height * 0.3], '#ffffff', { radiusPx: height * 0.03, needs: 'bib' }),
    text('bib', [edge * 1.4, edge, height * 0.56 - edge * 0.8, height * 0.3], '{{bib}}', {
      ...headline,
      sizePx: height * 0.27,
      colour: '#000000',
      align: 'center',
    }),
    text(
      'time',
      [height * 0.7, edge, width - height * 0.7 - edge, height * 0.3],
      '{{time}}',
      { ...number, sizePx: height * 0.33, align: 'right', lineHeight: 0.9 },
      enters('fade', 250, 100),
    ),
    name([edge, height * 0.38, width - 2 * edge, height * 0.42], height * 0.42),
    text(
      'place',
      [edge, height * 0.81, width - 2 * edge, height * 0.16],
      '{{place-ordinal}} overall[ · {{place-division-ordinal}} {{division}}]',
      { ...soft, sizePx: height * 0.14, weight: 700 },
      enters('fade', 250, 200),
    ),
  ];
}

function lowRest({ width, height }: Stage): LayerInput[] {
  const edge = height * 0.06;
  return [
    text('event', [edge, edge * 0.6, width - 2 * edge, height * 0.17], '{{event}}', {
      ...headline,
      sizePx: height * 0.16,
      align: 'center',
      weight: 700,
    }),
    clock('clock', [edge, height * 0.22, width - 2 * edge, height * 0.6], { sizePx: height * 0.58, align: 'center', lineHeight: 0.95 }),
    text('finished', [edge, height * 0.82, width - 2 * edge, height * 0.15], '{{finished}} finished', {
      ...soft,
      sizePx: height * 0.13,
      weight: 700,
      align: 'center',
    }),
  ];
}

function highRunner({ width, height }: Stage): LayerInput[] {
  const edge = width * 0.04;
  const inside = width - 2 * edge;
  return [
    panel('bib-plate', [edge, edge, inside * 0.42, height * 0.17], '#ffffff', { radiusPx: width * 0.015, needs: 'bib' }),
    text('bib', [edge * 1.4, edge, inside * 0.42 - edge * 0.8, height * 0.17], '{{bib}}', {
      ...headline,
      sizePx: height * 0.15,
      colour: '#000000',
      align: 'center',
    }),
    text(
      'place',
      [edge + inside * 0.46, edge, inside * 0.54, height * 0.17],
      '{{place-ordinal}}',
      { ...headline, sizePx: height * 0.15, align: 'right' },
      enters('fade', 250, 200),
    ),
    name([edge, height * 0.26, inside, height * 0.4], height * 0.22),
    text(
      'time',
      [edge, height * 0.68, inside, height * 0.2],
      '{{time}}',
      { ...number, sizePx: height * 0.22, lineHeight: 0.9 },
      enters('fade', 250, 100),
    ),
    text(
      'division',
      [edge, height * 0.89, inside, height * 0.09],
      '{{place-division-ordinal}} {{division}}',
      { ...soft, sizePx: height * 0.07, weight: 700 },
      enters('fade', 250, 200),
    ),
  ];
}

function highRest({ width, height }: Stage): LayerInput[] {
  const edge = width * 0.04;
  const inside = width - 2 * edge;
  return [
    text('event', [edge, edge, inside, height * 0.24], '{{event}}', {
      ...headline,
      sizePx: height * 0.1,
      fit: 'wrap',
      align: 'center',
      weight: 700,
    }),
    clock('clock', [edge, height * 0.32, inside, height * 0.36], { sizePx: height * 0.34, align: 'center', lineHeight: 0.95 }),
    text('finished', [edge, height * 0.74, inside, height * 0.11], '{{finished}} finished', {
      ...soft,
      sizePx: height * 0.08,
      weight: 700,
      align: 'center',
    }),
    text('course', [edge, height * 0.85, inside, height * 0.11], '{{on-course}} on the course', {
      ...soft,
      sizePx: height * 0.08,
      weight: 700,
      align: 'center',
    }),
  ];
}

const name = (box: readonly [number, number, number, number], sizePx: number): LayerInput =>
  text(
    'name',
    box,
    '{{name}}',
    { ...headline, sizePx, weight: 800, align: 'start', fit: 'wrap', smallestShare: 0.35 },
    enters('fade', 200),
  );
