import { DeskError, noSuch } from './desk-error.ts';
import type { DisplaysRim } from './displays.ts';
import { imageKindOf } from './image-kind.ts';
import type { ImageRecord } from './records.ts';
import { sha256Of } from './secret-code.ts';

export const imageBytesMax = 8 * 1024 * 1024;
/** Of one event. */
const imagesMax = 200;

/** Pictures for the scenes of an event, each under the hash of its bytes. */
export class Images {
  readonly #rim: Pick<DisplaysRim, 'store' | 'feed' | 'time'>;

  constructor(rim: Pick<DisplaysRim, 'store' | 'feed' | 'time'>) {
    this.#rim = rim;
  }

  async list(eventId: string): Promise<ImageRecord[]> {
    if (!(await this.#rim.feed.hasEvent(eventId))) throw noSuch('event');
    return this.#rim.store.images(eventId);
  }

  async get(eventId: string, sha256: string): Promise<{ record: ImageRecord; bytes: Uint8Array }> {
    const image = await this.#rim.store.image(eventId, sha256);
    if (!image) throw noSuch('image');
    return image;
  }

  /** What it is, is told by its bytes. The same picture again is the one that is there. */
  async add(eventId: string, bytes: Uint8Array): Promise<ImageRecord> {
    const known = await this.list(eventId);
    const sha256 = sha256Of(bytes);
    const same = known.find((image) => image.sha256 === sha256);
    if (same) return same;
    if (known.length >= imagesMax) throw new DeskError('conflict', { detail: `an event has at most ${imagesMax} images: remove some` });
    if (bytes.length > imageBytesMax) throw new DeskError('too-large', { detail: `an image has at most ${imageBytesMax} bytes` });
    const kind = imageKindOf(bytes);
    if (!kind) throw new DeskError('wrong-media-type', { detail: 'send a PNG, JPEG or WebP of at most 16384 pixels a side' });
    const record: ImageRecord = { eventId, sha256, ...kind, byteCount: bytes.length, addedAtMs: this.#rim.time.wallMs() };
    await this.#rim.store.addImage(record, bytes);
    return record;
  }

  async remove(eventId: string, sha256: string): Promise<void> {
    if (!(await this.#rim.store.deleteImage(eventId, sha256))) throw noSuch('image');
  }
}
