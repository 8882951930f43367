import type { ImageMediaType } from './records.ts';

export type ImageKind = { mediaType: ImageMediaType; width: number; height: number };

const sidePixelsMax = 16_384;

/** What a picture is by its own bytes, whatever it was called. Undefined for anything else, for one without a size, and for one no screen could hold. No SVG: it can hold scripts. */
export function imageKindOf(bytes: Uint8Array): ImageKind | undefined {
  const kind = pngKind(bytes) ?? jpegKind(bytes) ?? webpKind(bytes);
  if (!kind || kind.width < 1 || kind.height < 1 || kind.width > sidePixelsMax || kind.height > sidePixelsMax) return undefined;
  return kind;
}

/** Signature, then IHDR: always first, with width and height in front. */
function pngKind(bytes: Uint8Array): ImageKind | undefined {
  if (!startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) || textAt(bytes, 12, 4) !== 'IHDR' || bytes.length < 33)
    return undefined;
  const view = viewOf(bytes);
  return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** The frame header (SOF) of any coding holds the size; what stands before it is stepped over by its length. */
function jpegKind(bytes: Uint8Array): ImageKind | undefined {
  if (!startsWith(bytes, [0xff, 0xd8, 0xff])) return undefined;
  const view = viewOf(bytes);
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) at += 1;
    else if (isFrameHeader(marker)) return { mediaType: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    else at += 2 + Math.max(2, view.getUint16(at + 2));
  }
  return undefined;
}

/** C4, C8 and CC in that range are tables and reserved. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** Three kinds: lossy `VP8 `, lossless `VP8L`, and `VP8X` with a canvas in front. */
function webpKind(bytes: Uint8Array): ImageKind | undefined {
  if (textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WEBP' || bytes.length < 30) return undefined;
  const view = viewOf(bytes);
  const mediaType = 'image/webp';
  switch (textAt(bytes, 12, 4)) {
    case 'VP8 ':
      return { mediaType, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { mediaType, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { mediaType, width: 1 + (view.getUint32(24, true) & 0xffffff), height: 1 + (view.getUint32(26, true) >>> 8) };
    default:
      return undefined;
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
