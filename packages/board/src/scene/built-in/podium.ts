import type { SceneInput } from '../scene.ts';
import { podium, statesWithPlain } from './plain-states.ts';
import { night } from './shared-parts.ts';

const wide = { width: 1920, height: 1080 };
const tall = { width: 1080, height: 1920 };
const turns = { by: 'turns', everyMs: 15_000 } as const;

/** The first three: of the list that the desk calls up, else of every list in turn. */
export const podiumScene = (): SceneInput => ({
  v: 1,
  sceneId: 'podium',
  name: 'Podium',
  background: night,
  stage: wide,
  states: statesWithPlain(wide, { resting: podium(wide, turns) }),
  otherLayouts: [{ stage: tall, states: statesWithPlain(tall, { resting: podium(tall, turns) }) }],
});
