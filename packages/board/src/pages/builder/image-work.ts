import type { CropBox } from '../../scene/editor/crop.ts';

export type ReadImage = { bitmap: ImageBitmap; mediaType: 'image/png' | 'image/jpeg' | 'image/webp'; byteCount: number };

/** As the server takes them. */
const bytesMax = 8 * 1024 * 1024;
/** What is read at all: a camera's picture, before it is made smaller. */
const readBytesMax = 60 * 1024 * 1024;
const sideMax = 16_384;
/** More no stage shows. */
const usefulSide = 3_840;
const thumbnailSide = 160;

/** What the file is by its own bytes and whether it can be drawn; else why not, in words for whoever chose it. */
export async function readImage(file: Blob): Promise<ReadImage | { refused: string }> {
  if (file.size > readBytesMax) return { refused: `${megabytes(file.size)} MB are too much: at most ${megabytes(readBytesMax)} MB` };
  const mediaType = mediaTypeOf(new Uint8Array(await file.slice(0, 12).arrayBuffer()));
  if (!mediaType) return { refused: 'Not a PNG, JPEG or WebP. An SVG can hold scripts: save it as PNG.' };
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return { refused: 'The file is damaged: no picture can be read from it' };
  if (bitmap.width > sideMax || bitmap.height > sideMax)
    return { refused: `${bitmap.width} × ${bitmap.height} px are too many: at most ${sideMax} a side` };
  return { bitmap, mediaType, byteCount: file.size };
}

function mediaTypeOf(head: Uint8Array): ReadImage['mediaType'] | null {
  const text = String.fromCharCode(...head);
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  return text.startsWith('RIFF') && text.slice(8) === 'WEBP' ? 'image/webp' : null;
}

export type MadeImage = { bytes: Blob; width: number; height: number };

/** That part of it, no larger than a stage can show and than the server takes. The file itself where nothing has to change. */
export async function cutImage(file: Blob, { bitmap, mediaType }: ReadImage, crop: CropBox): Promise<MadeImage | { refused: string }> {
  const isWhole = crop.width === bitmap.width && crop.height === bitmap.height;
  let share = Math.min(1, usefulSide / Math.max(crop.width, crop.height));
  if (isWhole && share === 1 && file.size <= bytesMax)
    return { bytes: file.type === mediaType ? file : new Blob([file], { type: mediaType }), width: bitmap.width, height: bitmap.height };
  // A photograph stays one; what may be transparent keeps that.
  for (let tries = 0; tries < 6; tries += 1) {
    const [width, height] = [Math.max(1, Math.round(crop.width * share)), Math.max(1, Math.round(crop.height * share))];
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')!.drawImage(bitmap, crop.x, crop.y, crop.width, crop.height, 0, 0, width, height);
    const bytes = await canvas.convertToBlob({ type: mediaType, quality: 0.9 });
    if (bytes.size <= bytesMax) return { bytes, width, height };
    share *= 0.7;
  }
  return { refused: `Even made smaller it is more than ${megabytes(bytesMax)} MB: save it as JPEG` };
}

/** Small enough to show a hundred of them. */
export async function thumbnailOf(bytes: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(bytes);
  const share = Math.min(1, thumbnailSide / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(bitmap.width * share)), Math.max(1, Math.round(bitmap.height * share)));
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1024 / 102.4) / 10;
