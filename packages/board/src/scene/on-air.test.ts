import type { DisplayCard } from '@chute/protocol';
import { expect, test } from 'vitest';
import { builtInScenes } from './built-in/built-in-scenes.ts';
import { onAir, sceneNamed } from './on-air.ts';

const card: DisplayCard = {
  cardId: 'a 1',
  kind: 'finish',
  participantId: '01990000-0000-7000-8000-000000000001',
  text: null,
  atMs: 0,
  priority: 5,
};
const showing = { card, shownMs: 0, showMs: 6_000 };

test('nobody to show is rest, somebody is shown', () => {
  expect(onAir({ sceneId: 's', calledUp: null, now: null })).toMatchObject({ state: 'resting', card: null });
  expect(onAir({ sceneId: 's', calledUp: null, now: showing })).toMatchObject({ state: 'runner', card, showMs: 6_000 });
});

test('what the desk calls up goes over whoever is shown', () => {
  const calledUp = { state: 'emergency' as const, text: 'Leave the field' };
  expect(onAir({ sceneId: 's', calledUp, now: showing })).toMatchObject({ state: 'emergency', message: 'Leave the field', card: null });
});

test('a message in its turn is a message; a test card is a runner', () => {
  const message = { ...showing, card: { ...card, kind: 'message' as const, participantId: null, text: 'Soup at the tent' } };
  expect(onAir({ sceneId: 's', calledUp: null, now: message })).toMatchObject({ state: 'message', message: 'Soup at the tent' });
  expect(onAir({ sceneId: 's', calledUp: null, now: { ...showing, card: { ...card, kind: 'test', participantId: null } } }).state).toBe(
    'runner',
  );
});

test('a scene that was taken away leaves no black wall', () => {
  expect(sceneNamed('leaders', builtInScenes)?.sceneId).toBe('leaders');
  expect(sceneNamed('gone', builtInScenes)).toBe(builtInScenes[0]);
});
