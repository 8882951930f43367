import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importOldTemplate } from './import-old-template.ts';

const png = btoa(String.fromCharCode(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1));
const first = `
<style>.big { font-size: 120px; color: #ff0; font-weight: bold } #box:hover { color: red }</style>
<div id="canvas" style="width: 1270px; height: 2258px; background-color: rgb(10, 20, 30)">
  <div class="big" data-placeholder="first_name" style="position:absolute; left:100px; top:200px; width:800px; height:150px">Sample</div>
  <p style="position:absolute; left:10%; top:400px; width:50%; height:60px; transform: rotate(-5deg)" onclick="x()">Bib {{bib}} of {{shoe_size}}</p>
  <img src="data:image/png;base64,${png}" style="position:absolute; left:0; top:1000px; width:200px; height:100px" alt="Logo">
  <img src="/static/uploads/old.jpg" style="left:0;top:0;width:10px;height:10px">
  <script>alert(1)</script>
</div>`;
const ours = { sceneId: 'old-1', name: 'Old one' };

function imported(text: string) {
  const done = importOldTemplate(text, ours);
  return 'scene' in done ? done : expect.unreachable(done.refused);
}

test('a template of HTML alone becomes texts, colours and images in their places', () => {
  const { scene, images } = imported(first);
  expect(scene).toMatchObject({ sceneId: 'old-1', name: 'Old one', stage: { width: 1270, height: 2258 } });
  expect(scene.states.runner).toMatchObject([
    { kind: 'shape', x: 0, y: 0, width: 1270, height: 2258, fill: { colour: '#0a141e' } },
    {
      kind: 'text',
      text: '{{first-name}}',
      x: 100,
      y: 200,
      width: 800,
      height: 150,
      style: { sizePx: 120, colour: '#ffff00', weight: 700 },
    },
    { kind: 'text', text: 'Bib {{bib}} of', x: 127, y: 400, width: 635, rotation: -5 },
    { kind: 'image', image: { from: 'upload', sha256: images[0]!.sha256 }, alt: 'Logo' },
  ]);
});

test('what could not be carried is said', () => {
  expect(imported(first).notCarried).toEqual([
    'resting: the template has no such state',
    'runner: 1 style rules that name neither one id nor one class',
    'runner: the script in onclick is left out',
    'runner: there is no field for “shoe_size”',
    'runner: the image /static/uploads/old.jpg is not in the template: upload it again',
    'runner: <script> is left out',
  ]);
});

const aState = (words: string) => `<div style="left:1px;top:2px;width:300px;height:50px" class="fadeInUp">${words}</div>`;

test('a template of two states keeps both, with their style sheets and entrances', () => {
  const { scene, notCarried } = imported(
    JSON.stringify({
      name: 'City Run',
      canvasWidth: 1920,
      canvasHeight: 1080,
      version: '2.0',
      activeState: {
        html: aState('{{name}} {{finish_time}} {{overall_rank}}'),
        css: '.fadeInUp { animation-duration: 2s; animation-delay: 9s }',
      },
      restingState: aState('Welcome'),
    }),
  );
  expect(scene).toMatchObject({ name: 'City Run', stage: { width: 1920, height: 1080 } });
  expect(scene.states.runner).toMatchObject([
    { text: '{{name}} {{chip-time}} {{place}}', entrance: { effect: 'slide-up', durationMs: 2_000, delayMs: 5_000 } },
  ]);
  expect(scene.states.resting).toMatchObject([{ text: 'Welcome' }]);
  expect(notCarried).toEqual([]);
});

test.each([
  ['nothing', ''],
  ['no template', 'hello'],
  ['broken JSON', '{"name": '],
  ['JSON of something else', '{"canvasWidth": "wide"}'],
  ['HTML without anything in it', '<div></div>'],
])('%s is refused with a reason', (_, text) => {
  expect(importOldTemplate(text, ours)).toEqual({ refused: expect.stringMatching(/.{10}/) });
});

test('a template ten thousand elements deep is no trouble', () => {
  expect(() => importOldTemplate(`${'<div style="width:900px;height:500px">'.repeat(10_000)}x`, ours)).not.toThrow();
});

const piece = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '<div style="',
    'left:',
    '10px',
    '%;',
    '">',
    '</div>',
    '<img src="data:image/png;base64,',
    '{{',
    '}}',
    '<style>',
    '{',
    '}',
    '#a',
    'rgba(',
    '<!--',
    '\0',
    '&amp',
  ),
  fc.constantFrom(
    'data-placeholder="',
    'name',
    '"',
    ' ',
    'width:',
    '1e999px',
    'transform:rotate(',
    'deg)',
    'font-size:',
    '-5px',
    'opacity:',
    'animation:',
  ),
);

test('garbage is a scene or a refusal, and never an error', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => void importOldTemplate(`<${pieces.join('')}`, ours)),
    { numRuns: 500 },
  );
  fc.assert(fc.property(fc.json(), (text) => void importOldTemplate(text, ours)));
});
