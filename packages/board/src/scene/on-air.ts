import type { DisplayCard, DisplayState, SceneState } from '@chute/protocol';
import type { Scene } from './scene.ts';

/** What a display is asked to draw now. */
export type OnAir = {
  sceneId: string;
  state: SceneState;
  /** Of the runner state. */
  card: DisplayCard | null;
  /** Of the other states. */
  message: string;
  /** How long the card will be seen; null = until a person says so. An entrance must not take longer. */
  showMs: number | null;
};

/** The desk's call goes over the queue, and the queue over rest. */
export function onAir({ sceneId, calledUp, now }: Pick<DisplayState, 'sceneId' | 'calledUp' | 'now'>): OnAir {
  const nobody = { sceneId, card: null, showMs: null };
  if (calledUp) return { ...nobody, state: calledUp.state, message: calledUp.text };
  if (!now) return { ...nobody, state: 'resting', message: '' };
  const { card, showMs } = now;
  if (card.participantId === null && card.kind !== 'test') return { ...nobody, state: 'message', message: card.text ?? '', showMs };
  return { sceneId, state: 'runner', card, message: '', showMs };
}

/** The scene with that id; else the first there is, so that a scene that was taken away leaves no black wall. */
export function sceneNamed(sceneId: string, scenes: readonly Scene[]): Scene | null {
  return scenes.find((scene) => scene.sceneId === sceneId) ?? scenes[0] ?? null;
}
