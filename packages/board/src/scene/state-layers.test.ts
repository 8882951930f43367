import { expect, test } from 'vitest';
import { layoutFor, parseScene, type Scene } from './scene.ts';
import { layersOf } from './state-layers.ts';

const stage = { width: 1920, height: 1080 };
const aText = { kind: 'text', id: 'a', x: 0, y: 0, width: 100, height: 50, text: 'Finish' };

function aScene(states: object): Scene {
  const parsed = parseScene({ v: 1, sceneId: 'mine', name: 'Mine', stage, states });
  return 'scene' in parsed ? parsed.scene : expect.unreachable(parsed.refused);
}
const drawn = (scene: Scene, state: Parameters<typeof layersOf>[1]) => layersOf(layoutFor(scene, stage), state);

test('a scene that has nothing for a runner goes on resting', () => {
  expect(drawn(aScene({ resting: [aText] }), 'runner')).toMatchObject({ drawn: 'resting', layers: [{ id: 'a' }] });
});

test('an emergency is shown by every scene, also by one that nobody gave such a state', () => {
  for (const state of ['emergency', 'message', 'podium'] as const) {
    const { layers } = drawn(aScene({ resting: [aText] }), state);
    expect(JSON.stringify(layers)).toContain(state === 'podium' ? '{{name}}' : '{{message}}');
  }
});

test('what a scene has itself counts', () => {
  expect(drawn(aScene({ emergency: [aText] }), 'emergency').layers).toMatchObject([{ id: 'a' }]);
});

test('the plain form is made once, so that its elements stay on the screen', () => {
  const scene = aScene({});
  const layout = layoutFor(scene, stage);
  expect(layersOf(layout, 'message').layers).toBe(layersOf(layout, 'message').layers);
});
