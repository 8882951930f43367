import { type Scene, sceneSchema } from '../scene.ts';
import { finishLine } from './finish-line.ts';
import { finishList } from './finish-list.ts';
import { leadersScene } from './leaders.ts';
import { ledWall } from './led-wall.ts';
import { podiumScene } from './podium.ts';
import { welcome } from './welcome.ts';

/** Good enough to go on air as they are; a copy of one is where a scene of one's own begins. They are never saved: their ids are taken. */
export const builtInScenes: readonly Scene[] = [finishLine, finishList, leadersScene, podiumScene, welcome, ledWall].map((scene) =>
  sceneSchema.parse(scene()),
);

export function builtInScene(sceneId: string): Scene | null {
  return builtInScenes.find((scene) => scene.sceneId === sceneId) ?? null;
}
