import { builtInScene } from '../../scene/built-in/built-in-scenes.ts';
import { blankScene, sceneIdFor } from '../../scene/editor/new-scene.ts';
import { brandSchema } from '../../scene/paint.ts';
import type { Scene } from '../../scene/scene.ts';
import { type Stage, stagePresets } from '../../scene/stage.ts';
import { copyOfScene } from '../../scene/versions.ts';
import type { BuilderStore } from './builder-store.ts';
import { readDrafts } from './kept-work.ts';
import { fetchScene } from './scenes-api.ts';

/** The scene in the address, else the one that was worked at last, else an empty one. */
export async function openFirst(store: BuilderStore): Promise<void> {
  const wanted = new URLSearchParams(location.search).get('scene');
  if (wanted && (await openScene(store, wanted)) === null) return;
  const [last] = (await readDrafts(store.eventId)).sort((a, b) => b.changedAtMs - a.changedAtMs);
  if (last && (await openScene(store, last.scene.sceneId)) === null) return;
  openBlank(store, { name: 'New scene', stage: stagePresets[0]!.stage });
}

/** As it was left here, if that was never saved; else as the server has it; else as it is here. Null = done, else why not. */
export async function openScene(store: BuilderStore, sceneId: string): Promise<string | null> {
  const isKept = await store.openKept(sceneId);
  if (isKept && store.isChanged) return named(sceneId);
  const answer = await fetchScene(store.api, sceneId);
  if (answer.ok) store.open(answer.value, answer.value.version);
  else if (!isKept) return answer.detail;
  return named(sceneId);
}

export function openBlank(store: BuilderStore, { name, stage }: { name: string; stage: Stage }): void {
  const scene = blankScene({ sceneId: sceneIdFor(name, chance()), name, stage });
  openNew(store, { ...scene, brand: readBrandKit(store.eventId) ?? scene.brand });
}

/** A built-in one is never saved itself: work goes on in a copy. */
export function openCopyOf(store: BuilderStore, scene: Scene, name: string): void {
  openNew(store, copyOfScene(scene, { sceneId: sceneIdFor(name, chance()), name }));
}

export function openNew(store: BuilderStore, scene: Scene): void {
  const isTaken = builtInScene(scene.sceneId) !== null;
  const own = isTaken ? copyOfScene(scene, { sceneId: sceneIdFor(scene.name, chance()), name: scene.name }) : scene;
  store.open(own, null);
  named(own.sceneId);
}

/** The address names the scene, so that a reload opens it again. */
function named(sceneId: string): null {
  const query = new URLSearchParams(location.search);
  query.set('scene', sceneId);
  history.replaceState(null, '', `?${query}`);
  return null;
}

/** Works without a secure page too, as at an edge on a local network. */
export function chance(): string {
  return [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => (byte % 36).toString(36)).join('');
}

const brandKey = (eventId: string) => `chute-brand ${eventId}`;

/** Colours, fonts and logo of the last scene in which somebody set them: new scenes begin with them. */
export function keepBrandKit(eventId: string, brand: Scene['brand']): void {
  try {
    localStorage.setItem(brandKey(eventId), JSON.stringify(brand));
  } catch {}
}

function readBrandKit(eventId: string): Scene['brand'] | null {
  try {
    const kept = brandSchema.safeParse(JSON.parse(localStorage.getItem(brandKey(eventId)) ?? 'null'));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}
