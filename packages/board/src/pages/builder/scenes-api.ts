import { parseScene, type Scene } from '../../scene/scene.ts';
import type { Answer, DeskApi } from '../desk-api.ts';

export type ListedScene = { sceneId: string; version: number; name: string };

export async function listScenes(api: DeskApi): Promise<Answer<ListedScene[]>> {
  const answer = await api.ask<{ items: { scene_id: string; version: number; name: string }[] }>('/scenes');
  if (!answer.ok) return answer;
  return { ok: true, value: answer.value.items.map(({ scene_id: sceneId, version, name }) => ({ sceneId, version, name })) };
}

export async function fetchScene(api: DeskApi, sceneId: string): Promise<Answer<Scene>> {
  return sceneIn(await api.ask<{ scene: unknown }>(`/scenes/${encodeURIComponent(sceneId)}`));
}

/** `theirs`: somebody else saved that meanwhile; null = the scene was removed. */
export type SaveAnswer = Answer<Scene> | { ok: false; why: 'conflict'; detail: string; theirs: Scene | null };

export async function saveScene(api: DeskApi, scene: Scene, baseVersion: number): Promise<SaveAnswer> {
  const body = { base_version: baseVersion, scene };
  const answer = await api.ask<{ scene: unknown }>(`/scenes/${encodeURIComponent(scene.sceneId)}`, { method: 'PUT', body });
  if (!answer.ok && answer.status === 409 && 'current' in answer.body) {
    const theirs = parseScene(answer.body.current);
    return { ok: false, why: 'conflict', detail: answer.detail, theirs: 'scene' in theirs ? theirs.scene : null };
  }
  return sceneIn(answer);
}

export function deleteScene(api: DeskApi, sceneId: string): Promise<Answer<null>> {
  return api.ask(`/scenes/${encodeURIComponent(sceneId)}`, { method: 'DELETE' });
}

function sceneIn(answer: Answer<{ scene: unknown }>): Answer<Scene> {
  if (!answer.ok) return answer;
  const parsed = parseScene(answer.value.scene);
  return 'scene' in parsed
    ? { ok: true, value: parsed.scene }
    : { ok: false, why: 'refused', status: 200, detail: parsed.refused, body: {} };
}
