import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutFor, parseScene } from './scene.ts';

const blank = { v: 1, sceneId: 'mine', name: 'Mine', stage: { width: 1920, height: 1080 } };
const aText = { kind: 'text', id: 'a', x: 0, y: 0, width: 100, height: 50, text: '{{name}}' };

test('a scene needs a name and a stage; all else has a default', () => {
  expect(parseScene(blank)).toMatchObject({ scene: { version: 1, states: { resting: [], emergency: [] }, otherLayouts: [] } });
});

test('a scene comes out of its own text as it went in', () => {
  const parsed = parseScene({ ...blank, states: { runner: [aText] } });
  expect('scene' in parsed && parseScene(JSON.parse(JSON.stringify(parsed.scene)))).toEqual(parsed);
});

test.each([
  ['a stage too small', { ...blank, stage: { width: 50, height: 1080 } }, 'stage.width'],
  ['a colour of nobody', { ...blank, states: { runner: [{ ...aText, style: { colour: 'red' } }] } }, 'states.runner[0].style.colour'],
  ['a field of nobody', { ...blank, states: { runner: [{ ...aText, needs: 'shoe-size' }] } }, 'states.runner[0].needs'],
  ['a kind of layer that is none', { ...blank, states: { runner: [{ ...aText, kind: 'html' }] } }, 'states.runner[0].kind'],
  [
    'an entrance that never ends',
    { ...blank, states: { runner: [{ ...aText, entrance: { effect: 'fade', durationMs: 60_000 } }] } },
    'durationMs',
  ],
  ['a scene of tomorrow', { ...blank, v: 2 }, 'another version'],
  ['two layers of one id', { ...blank, states: { runner: [aText, aText] } }, 'same id'],
  [
    'a code that runs something',
    { ...blank, states: { runner: [{ ...aText, kind: 'qr', text: undefined, url: 'javascript:alert(1)' }] } },
    'http',
  ],
])('%s is refused with its place', (_, given, said) => {
  expect(parseScene(given)).toEqual({ refused: expect.stringContaining(said) });
});

test('whatever comes in, it is a scene or a refusal', () => {
  fc.assert(fc.property(fc.anything(), (given) => void parseScene(given)));
});

test('a screen takes the layout of its own shape', () => {
  const parsed = parseScene({ ...blank, otherLayouts: [{ stage: { width: 1080, height: 1920 }, states: {} }] });
  const scene = 'scene' in parsed ? parsed.scene : expect.unreachable();
  expect(layoutFor(scene, { width: 3840, height: 2160 }).stage.width).toBe(1920);
  expect(layoutFor(scene, { width: 720, height: 1280 }).stage.width).toBe(1080);
});
