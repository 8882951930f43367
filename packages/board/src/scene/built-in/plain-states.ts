import type { Layer, LayerInput } from '../layers.ts';
import type { SceneStatesInput } from '../scene.ts';
import type { Stage } from '../stage.ts';
import { enters, headline, layers, panel, soft, text } from './draw.ts';

/** The states of a built-in scene: what it draws itself, and the plain form of the others, so that whoever copies it can change them too. */
export function statesWithPlain(stage: Stage, own: SceneStatesInput): SceneStatesInput {
  return { podium: plainPodium(stage), message: plainMessage(stage), emergency: plainEmergency(stage), ...own };
}

/** A message of the desk, as large as the stage allows. */
export function plainMessage(stage: Stage): Layer[] {
  const { width, height } = stage;
  const u = unit(stage);
  return layers(
    panel('message-line', [width * 0.06, height * 0.13, u * 160, u * 14], '$highlight', enters('wipe-right', 400)),
    text('message-text', [width * 0.06, height * 0.2, width * 0.88, height * 0.58], '{{message}}', {
      ...headline,
      sizePx: Math.max(u * 200, Math.min(height * 0.3, width * 0.11)),
      lineHeight: 1.1,
      fit: 'wrap',
      smallestShare: 0.15,
      align: 'start',
    }),
    text('message-event', [width * 0.06, height * 0.84, width * 0.88, height * 0.1], '{{event}}', {
      ...soft,
      sizePx: Math.max(14, u * 48),
    }),
  );
}

/** Goes over everything: red, still, and with a head that needs no words from the desk. */
export function plainEmergency(stage: Stage): Layer[] {
  const { width, height } = stage;
  const u = unit(stage);
  const edge = Math.max(4, u * 28);
  return layers(
    panel('emergency-ground', [0, 0, width, height], '#a3001b'),
    panel('emergency-edge', [edge / 2, edge / 2, width - edge, height - edge], '#a3001b', { border: { widthPx: edge, colour: '#ffffff' } }),
    text('emergency-head', [width * 0.08, height * 0.13, width * 0.84, height * 0.22], 'Attention', {
      ...headline,
      sizePx: Math.max(28, u * 190),
      weight: 900,
      isUpperCase: true,
      colour: '#ffffff',
      align: 'center',
    }),
    text('emergency-text', [width * 0.08, height * 0.37, width * 0.84, height * 0.5], '{{message}}', {
      ...headline,
      font: '$text',
      sizePx: Math.max(u * 130, Math.min(height * 0.22, width * 0.075)),
      weight: 700,
      lineHeight: 1.15,
      colour: '#ffffff',
      align: 'center',
      verticalAlign: 'top',
      fit: 'wrap',
      smallestShare: 0.18,
    }),
  );
}

/** The first three of the list that the desk named. On a stage too low for steps they stand under each other. */
export function plainPodium(stage: Stage): Layer[] {
  return podium(stage, { by: 'called-up' });
}

type Of = Extract<LayerInput, { kind: 'leaders' }>['of'];

export function podium(stage: Stage, of: Of): Layer[] {
  return stage.height < 600 || stage.width < 600 ? lowPodium(stage, of) : steps(stage, of);
}

function lowPodium({ width, height }: Stage, of: Of): Layer[] {
  const size = Math.max(12, Math.min((height * 0.7) / 3 / 1.5, width / 14));
  return layers({
    kind: 'leaders',
    id: 'podium',
    x: width * 0.03,
    y: height * 0.04,
    width: width * 0.94,
    height: height * 0.92,
    of,
    rows: 3,
    rowGapPx: 2,
    columns: [
      { field: 'place', widthEm: 1.2, align: 'center' },
      { field: 'name' },
      { field: 'time', widthEm: 3.4, align: 'end', colour: '$highlight' },
    ],
    title: { ...headline, sizePx: size * 0.8, colour: '$soft' },
    style: { ...headline, sizePx: size, smallestShare: 0.4 },
  });
}

const medals = ['#ffd83d', '#d6dee9', '#f7b57e'] as const;

/** Third comes first and the winner last, as they are called. */
function steps(stage: Stage, of: Of): Layer[] {
  const { width, height } = stage;
  const isTall = height > width;
  const u = unit(stage);
  const margin = width * 0.05;
  const gap = width * 0.016;
  const stepWidth = (width - 2 * margin - 2 * gap) / 3;
  const floor = height * 0.93;
  const tallest = height * (isTall ? 0.46 : 0.4);
  const places = [
    { rank: 1, column: 1, rise: tallest, delayMs: 1_100 },
    { rank: 2, column: 0, rise: tallest * 0.76, delayMs: 600 },
    { rank: 3, column: 2, rise: tallest * 0.58, delayMs: 100 },
  ];
  return layers(
    text('podium-event', [margin, height * 0.045, width - 2 * margin, u * 60], '{{event}}', { ...soft, sizePx: u * 46 }),
    text(
      'podium-list',
      [margin, height * 0.045 + u * 62, width - 2 * margin, u * 120],
      '{{list}}',
      { ...headline, sizePx: u * 104 },
      {
        about: { who: 'leader', rank: 1, of },
      },
    ),
    places.flatMap(({ rank, column, rise, delayMs }): LayerInput[] => {
      const x = margin + column * (stepWidth + gap);
      const about = { who: 'leader' as const, rank, of };
      const nameHeight = u * (isTall ? 260 : 190);
      const top = floor - rise;
      return [
        {
          ...panel(`step-${rank}`, [x, top, stepWidth, rise], '$panel', { radiusPx: u * 14, ...enters('slide-up', 700, delayMs) }),
          fill: { kind: 'gradient', from: '$accent', to: '$panel', angleDeg: 180 },
        } as LayerInput,
        panel(`edge-${rank}`, [x, top, stepWidth, u * 12], medals[rank - 1]!, enters('fade', 700, delayMs + 200)),
        text(
          `place-${rank}`,
          [x, top + u * 24, stepWidth, Math.min(rise * 0.52, u * 200)],
          String(rank),
          {
            ...headline,
            weight: 900,
            sizePx: u * 190,
            colour: medals[rank - 1]!,
            align: 'center',
          },
          enters('fade', 500, delayMs + 200),
        ),
        text(
          `time-${rank}`,
          [x + u * 10, floor - u * 96, stepWidth - u * 20, u * 80],
          '{{time}}',
          { ...headline, sizePx: u * 76, align: 'center' },
          {
            about,
            ...enters('fade', 500, delayMs + 300),
          },
        ),
        text(
          `name-${rank}`,
          [x, top - nameHeight - u * 64, stepWidth, nameHeight],
          '{{name}}',
          {
            ...headline,
            sizePx: u * 84,
            lineHeight: 1.05,
            align: 'center',
            verticalAlign: 'bottom',
            fit: 'wrap',
            smallestShare: 0.4,
          },
          { about, ...enters('slide-up', 600, delayMs + 350) },
        ),
        text(
          `from-${rank}`,
          [x, top - u * 58, stepWidth, u * 46],
          '{{bib}}[ · {{city}}]',
          { ...soft, sizePx: u * 36, align: 'center' },
          {
            about,
            ...enters('fade', 500, delayMs + 500),
          },
        ),
      ];
    }),
  );
}

/** 1 on a stage of 1920 × 1080 or 1080 × 1920. */
export function unit({ width, height }: Stage): number {
  return width >= height ? Math.min(width / 1920, height / 1080) : Math.min(width / 1080, height / 1920);
}
