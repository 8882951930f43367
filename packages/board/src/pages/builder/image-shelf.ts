import { sha256Hex } from '@chute/timing';
import type { Answer, DeskApi } from '../desk-api.ts';
import { thumbnailOf } from './image-work.ts';
import { forgetImage, type KeptImage, keepImage, readImages } from './kept-work.ts';

export type ShelfImage = Omit<KeptImage, 'bytes' | 'thumbnail' | 'eventId'> & { url: string; thumbnailUrl: string };
type ServerImage = { sha256: string; width: number; height: number; added_at: string };

/** The pictures of an event: those that this browser keeps, and those of the server, fetched with the key that an `<img>` cannot send. */
export class ImageShelf {
  readonly #eventId: string;
  #api: DeskApi;
  readonly #images = new Map<string, { kept: KeptImage; shown: ShelfImage }>();
  readonly #wanted = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #ready: Promise<void>;

  constructor({ eventId, api }: { eventId: string; api: DeskApi }) {
    this.#eventId = eventId;
    this.#api = api;
    this.#ready = readImages(eventId).then((images) => {
      for (const image of images) this.#show(image);
      this.#tell();
    });
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  takeApi(api: DeskApi): void {
    this.#api = api;
    this.#wanted.clear();
    this.#tell();
  }

  list(): ShelfImage[] {
    return [...this.#images.values()].map(({ shown }) => shown).sort((a, b) => b.addedAtMs - a.addedAtMs);
  }

  /** Null until it is here; asking brings it. */
  readonly url = (sha256: string): string | null => {
    const image = this.#images.get(sha256);
    if (!image) void this.#bring(sha256);
    return image?.shown.url ?? null;
  };

  bytes(sha256: string): Blob | null {
    return this.#images.get(sha256)?.kept.bytes ?? null;
  }

  /** Checked and cut before. The same picture again is the one that is there. */
  async add(bytes: Blob, about: { name: string; width: number; height: number }): Promise<string> {
    await this.#ready;
    const sha256 = sha256Hex(new Uint8Array(await bytes.arrayBuffer()));
    if (!this.#images.has(sha256)) await this.#keep({ bytes, sha256, ...about, isOnServer: false, addedAtMs: Date.now() });
    return sha256;
  }

  /** Those of these that the server has not got yet. */
  async upload(sha256s: readonly string[]): Promise<Answer<null>> {
    await this.#ready;
    for (const sha256 of sha256s) {
      const image = this.#images.get(sha256)?.kept;
      if (!image || image.isOnServer) continue;
      const answer = await this.#api.ask('/images', { method: 'POST', file: image.bytes });
      if (!answer.ok) return answer;
      await this.#keep({ ...image, isOnServer: true });
    }
    return { ok: true, value: null };
  }

  /** Brings what others have added. */
  async lookAtServer(): Promise<Answer<null>> {
    const answer = await this.#api.ask<{ items: ServerImage[] }>('/images');
    if (!answer.ok) return answer;
    for (const { sha256 } of answer.value.items) if (!this.#images.has(sha256)) void this.#bring(sha256);
    return { ok: true, value: null };
  }

  /** Here, and at the server. A scene that shows it has an empty place then. */
  async remove(sha256: string): Promise<Answer<null>> {
    const image = this.#images.get(sha256)?.kept;
    if (image?.isOnServer) {
      const answer = await this.#api.ask<null>(`/images/${sha256}`, { method: 'DELETE' });
      if (!answer.ok && answer.status !== 404) return answer;
    }
    this.#images.delete(sha256);
    await forgetImage(this.#eventId, sha256);
    this.#tell();
    return { ok: true, value: null };
  }

  async #bring(sha256: string): Promise<void> {
    if (this.#wanted.has(sha256)) return;
    this.#wanted.add(sha256);
    await this.#ready;
    if (this.#images.has(sha256)) return;
    const bytes = await this.#api.file(`/images/${sha256}`);
    const bitmap = bytes && (await createImageBitmap(bytes).catch(() => null));
    if (!bytes || !bitmap) return;
    const { width, height } = bitmap;
    bitmap.close();
    await this.#keep({ bytes, sha256, name: '', width, height, isOnServer: true, addedAtMs: Date.now() });
  }

  async #keep(image: Omit<KeptImage, 'eventId' | 'thumbnail'>): Promise<void> {
    const before = this.#images.get(image.sha256)?.kept;
    const kept: KeptImage = { ...image, eventId: this.#eventId, thumbnail: before?.thumbnail ?? (await thumbnailOf(image.bytes)) };
    this.#show(kept);
    await keepImage(kept);
    this.#tell();
  }

  #show(kept: KeptImage): void {
    const { bytes, thumbnail, eventId: _, ...about } = kept;
    const before = this.#images.get(kept.sha256)?.shown;
    const url = before?.url ?? URL.createObjectURL(bytes);
    const thumbnailUrl = before?.thumbnailUrl ?? URL.createObjectURL(thumbnail);
    this.#images.set(kept.sha256, { kept, shown: { ...about, url, thumbnailUrl } });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
