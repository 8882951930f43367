import { z } from 'zod';
import { type Scene, sceneSchema } from '../../scene/scene.ts';
import { answered, openBrowserStore } from '../browser-store.ts';

/** A scene as somebody left it in this browser. */
export type KeptDraft = {
  eventId: string;
  scene: Scene;
  /** The version at the server that it was made from; 0 = none. */
  baseVersion: number;
  /** What the server holds of it, as `contentOf`; null = nothing, or not known. */
  savedContent: string | null;
  /** Somebody has pressed Save, and the server could not be reached. */
  isWaiting: boolean;
  changedAtMs: number;
};

export type KeptImage = {
  eventId: string;
  sha256: string;
  name: string;
  bytes: Blob;
  thumbnail: Blob;
  width: number;
  height: number;
  isOnServer: boolean;
  addedAtMs: number;
};

const draftSchema: z.ZodType<KeptDraft> = z.object({
  eventId: z.string(),
  scene: sceneSchema,
  baseVersion: z.int().nonnegative(),
  savedContent: z.string().nullable(),
  isWaiting: z.boolean(),
  changedAtMs: z.number(),
});

/** False: this browser keeps nothing (a private window, a full disk), and whoever works must be told. */
export async function keepDraft(draft: KeptDraft): Promise<boolean> {
  return write('drafts', draft, [draft.eventId, draft.scene.sceneId]);
}

export async function readDraft(eventId: string, sceneId: string): Promise<KeptDraft | null> {
  const kept = draftSchema.safeParse(await read('drafts', [eventId, sceneId]));
  return kept.success ? kept.data : null;
}

export async function readDrafts(eventId: string): Promise<KeptDraft[]> {
  const all = await readAll('drafts');
  return all.flatMap((given) => {
    const kept = draftSchema.safeParse(given);
    return kept.success && kept.data.eventId === eventId ? [kept.data] : [];
  });
}

export async function forgetDraft(eventId: string, sceneId: string): Promise<void> {
  await remove('drafts', [eventId, sceneId]);
}

export async function keepImage(image: KeptImage): Promise<boolean> {
  return write('images', image, [image.eventId, image.sha256]);
}

/** Ours alone, and the browser gives blobs back as they were: nothing to check. */
export async function readImages(eventId: string): Promise<KeptImage[]> {
  return ((await readAll('images')) as KeptImage[]).filter((image) => image.eventId === eventId);
}

export async function forgetImage(eventId: string, sha256: string): Promise<void> {
  await remove('images', [eventId, sha256]);
}

type Store = 'drafts' | 'images';
const opened = openBrowserStore('chute-builder', ['drafts', 'images']);

async function write(store: Store, value: unknown, key: IDBValidKey): Promise<boolean> {
  try {
    const transaction = (await opened()).transaction(store, 'readwrite');
    transaction.objectStore(store).put(value, key);
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    return true;
  } catch {
    return false;
  }
}

async function read(store: Store, key: IDBValidKey): Promise<unknown> {
  try {
    return await answered((await opened()).transaction(store).objectStore(store).get(key));
  } catch {
    return undefined;
  }
}

async function readAll(store: Store): Promise<unknown[]> {
  try {
    return await answered((await opened()).transaction(store).objectStore(store).getAll());
  } catch {
    return [];
  }
}

async function remove(store: Store, key: IDBValidKey): Promise<void> {
  try {
    await answered((await opened()).transaction(store, 'readwrite').objectStore(store).delete(key));
  } catch {}
}
