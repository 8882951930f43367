import { type Scene, sceneSchema } from '../scene.ts';
import type { Stage } from '../stage.ts';

/** A scene with nothing on it. */
export function blankScene({ sceneId, name, stage }: { sceneId: string; name: string; stage: Stage }): Scene {
  return sceneSchema.parse({ v: 1, sceneId, name, stage });
}

/** A scene id out of a name, with chance at its end so that two people do not choose the same one: `finish-west-x7k2`. */
export function sceneIdFor(name: string, chance: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
    .replace(/-+$/, '');
  return `${plain || 'scene'}-${chance}`;
}
