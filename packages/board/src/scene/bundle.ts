import { sha256Hex } from '@chute/timing';
import { z } from 'zod';
import { sha256Schema } from './paint.ts';
import { type Scene, sceneSchema } from './scene.ts';
import { imagesOf } from './versions.ts';

/** What one image may weigh, and a whole bundle. */
export const imageBytesMax = 8 * 1024 * 1024;
export const bundleBytesMax = 64 * 1024 * 1024;
export const bundleScenesMax = 100;

const base64Max = Math.ceil(imageBytesMax / 3) * 4;

const bundleSchema = z.strictObject({
  v: z.literal(1, 'this bundle was made by another version of the program'),
  scenes: z.array(sceneSchema).min(1, 'a bundle holds at least one scene').max(bundleScenesMax),
  images: z.record(sha256Schema, z.base64().max(base64Max, `an image weighs at most ${imageBytesMax} bytes`)),
});
/** Scenes with the images that they show, to be carried to another event or machine in one file. Images are base64 by their SHA-256. */
export type SceneBundle = z.infer<typeof bundleSchema>;

export type BundleImage = { sha256: string; bytes: Uint8Array };
/** `missing`: named by a scene, and not in the bundle; they may be at hand already. */
export type OpenedBundle = { scenes: Scene[]; images: BundleImage[]; missing: string[] };

/** `missing`: images that a scene shows and that were not given. */
export function bundleOf(scenes: readonly Scene[], images: ReadonlyMap<string, Uint8Array>): { bundle: SceneBundle; missing: string[] } {
  const wanted = [...new Set(scenes.flatMap(imagesOf))];
  const given = wanted.filter((sha256) => images.has(sha256));
  const bundle = {
    v: 1 as const,
    scenes: [...scenes],
    images: Object.fromEntries(given.map((sha256) => [sha256, toBase64(images.get(sha256)!)])),
  };
  return { bundle, missing: wanted.filter((sha256) => !images.has(sha256)) };
}

/** Checks everything: the scenes, that every image is one by its first bytes, weighs no more than it may, and is the one that its name says. */
export function openBundle(given: unknown): OpenedBundle | { refused: string } {
  const parsed = bundleSchema.safeParse(given);
  if (!parsed.success) return { refused: z.prettifyError(parsed.error) };
  const { scenes } = parsed.data;
  const images = Object.entries(parsed.data.images).map(([sha256, base64]) => ({ sha256, bytes: fromBase64(base64) }));
  if (images.reduce((sum, { bytes }) => sum + bytes.length, 0) > bundleBytesMax)
    return { refused: `the images weigh more than ${bundleBytesMax} bytes together` };
  for (const { sha256: named, bytes } of images) {
    if (!isImage(bytes)) return { refused: `${named} is neither PNG, JPEG nor WebP` };
    if (sha256Hex(bytes) !== named) return { refused: `${named} is not the image that its name says` };
  }
  const ids = scenes.map(({ sceneId }) => sceneId);
  if (new Set(ids).size < ids.length) return { refused: 'two scenes have the same id' };
  const carried = new Set(images.map(({ sha256 }) => sha256));
  return { scenes, images, missing: [...new Set(scenes.flatMap(imagesOf))].filter((sha256) => !carried.has(sha256)) };
}

/** By its first bytes. A drawing that can hold a script (SVG) is none. */
export function isImage(bytes: Uint8Array): boolean {
  const begins = (...first: number[]) => first.every((byte, at) => bytes[at] === byte);
  const isWebp = begins(0x52, 0x49, 0x46, 0x46) && [0x57, 0x45, 0x42, 0x50].every((byte, at) => bytes[8 + at] === byte);
  return begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) || begins(0xff, 0xd8, 0xff) || isWebp;
}

const pieceBytes = 0x8000;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += pieceBytes) text += String.fromCharCode(...bytes.subarray(at, at + pieceBytes));
  return btoa(text);
}

export function fromBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
