import { type BundleImage, bundleBytesMax, bundleOf, openBundle } from '../../scene/bundle.ts';
import { sceneIdFor } from '../../scene/editor/new-scene.ts';
import type { Scene } from '../../scene/scene.ts';
import { imagesOf } from '../../scene/versions.ts';
import type { BuilderStore } from './builder-store.ts';
import { chance, openNew } from './open-scene.ts';

/** The open scene and its pictures, as one file. Says which pictures are not here to go with it. */
export async function exportScene({ editor, images }: BuilderStore): Promise<{ file: Blob; name: string; missing: number }> {
  const { scene } = editor!;
  const bytes = new Map<string, Uint8Array>();
  for (const sha256 of imagesOf(scene)) {
    const image = images.bytes(sha256);
    if (image) bytes.set(sha256, new Uint8Array(await image.arrayBuffer()));
  }
  const { bundle, missing } = bundleOf([scene], bytes);
  const file = new Blob([JSON.stringify(bundle)], { type: 'application/json' });
  return { file, name: `${scene.sceneId}.chute-scene.json`, missing: missing.length };
}

/** What came of a file: lines for whoever chose it. */
export type Carried = { isOpened: boolean; lines: string[] };

/** A scene file of ours, or a template of the old display; what was read is opened. */
export async function importFile(store: BuilderStore, file: File): Promise<Carried> {
  // In base64, and with the scenes around them.
  if (file.size > bundleBytesMax * 1.5) return { isOpened: false, lines: ['The file is too large.'] };
  const text = await file.text();
  const given = parsed(text);
  const isOurs = typeof given === 'object' && given !== null && 'scenes' in given;
  return isOurs ? importBundle(store, given) : importTemplate(store, text, file.name);
}

async function importBundle(store: BuilderStore, given: unknown): Promise<Carried> {
  const opened = openBundle(given);
  if ('refused' in opened)
    return { isOpened: false, lines: ['This scene file cannot be read:', ...opened.refused.split('\n').slice(0, 12)] };
  const { scenes, images, missing } = opened;
  const damaged = await addImages(store, images);
  if (damaged !== null) return { isOpened: false, lines: [`Picture ${damaged.slice(0, 8)} … is damaged.`] };
  const lines = [
    `${scenes.length} ${scenes.length === 1 ? 'scene' : 'scenes'} and ${images.length} ${images.length === 1 ? 'picture' : 'pictures'} read.`,
  ];
  if (missing.length > 0) lines.push(`${missing.length} of its pictures did not come with it: their places are empty.`);
  await openAll(store, scenes);
  return { isOpened: true, lines };
}

/** Read by code that is fetched only now: few need it, and once. */
async function importTemplate(store: BuilderStore, text: string, fileName: string): Promise<Carried> {
  const { importOldTemplate } = await import('../../scene/old-template/import-old-template.ts');
  const name = fileName.replace(/\.\w+$/, '').slice(0, 80) || 'Old template';
  const read = importOldTemplate(text, { sceneId: sceneIdFor(name, chance()), name });
  if ('refused' in read)
    return { isOpened: false, lines: ['Neither a scene file nor an old template:', ...read.refused.split('\n').slice(0, 12)] };
  const damaged = await addImages(store, read.images);
  const lost = damaged === null ? read.notCarried : [...read.notCarried, `picture ${damaged.slice(0, 8)} … is damaged`];
  await openAll(store, [read.scene]);
  return {
    isOpened: true,
    lines: [`Read as “${read.scene.name}”.`, ...(lost.length > 0 ? ['What could not be carried over:', ...lost] : [])],
  };
}

/** Every one is kept in this browser; the first is the one to look at. */
async function openAll(store: BuilderStore, scenes: readonly Scene[]): Promise<void> {
  for (const scene of scenes.toReversed()) {
    openNew(store, scene);
    await store.keepNow();
  }
}

/** The first that is damaged; null = all of them are here. */
async function addImages(store: BuilderStore, images: readonly BundleImage[]): Promise<string | null> {
  for (const { sha256, bytes } of images) {
    const file = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: typeOf(bytes) });
    const bitmap = await createImageBitmap(file).catch(() => null);
    if (!bitmap) return sha256;
    await store.images.add(file, { name: '', width: bitmap.width, height: bitmap.height });
    bitmap.close();
  }
  return null;
}

function typeOf(bytes: Uint8Array): string {
  return bytes[0] === 0x89 ? 'image/png' : bytes[0] === 0xff ? 'image/jpeg' : 'image/webp';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Hands a file to whoever sits here. */
export function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
