import { expect, test } from 'vitest';
import { builtInScenes } from './built-in/built-in-scenes.ts';
import { bumped, copyOfScene, copyOfState, imagesOf } from './versions.ts';

const scene = builtInScenes[0]!;

test('a save makes the next version, and leaves the one before as it was', () => {
  expect([bumped(scene).version, scene.version]).toEqual([2, 1]);
});

test('a copy is a scene of its own', () => {
  const copy = copyOfScene({ ...scene, version: 7 }, { sceneId: 'mine', name: 'Mine' });
  expect(copy).toMatchObject({ sceneId: 'mine', name: 'Mine', version: 1 });
  copy.states.runner.length = 0;
  expect(scene.states.runner.length).toBeGreaterThan(5);
});

test('one state is drawn as another', () => {
  const layout = copyOfState({ stage: scene.stage, states: scene.states }, { from: 'runner', to: 'resting' });
  expect(layout.states.resting).toEqual(scene.states.runner);
});

test('what must be fetched before a scene goes on air, each once', () => {
  const [logo, picture] = ['a'.repeat(64), 'b'.repeat(64)];
  const upload = { from: 'upload' as const, sha256: picture };
  const layer = {
    ...scene.states.resting[0]!,
    kind: 'sponsors' as const,
    images: [upload, upload],
    secondsEach: 5,
    fit: 'contain' as const,
  };
  expect(imagesOf({ ...scene, brand: { ...scene.brand, logo }, states: { ...scene.states, resting: [layer] } })).toEqual([picture, logo]);
  expect(imagesOf(scene)).toEqual([]);
});
