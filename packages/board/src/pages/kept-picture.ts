import { cursorSchema, headSchema, liveEventSchema, liveRowSchema } from '@chute/protocol';
import { z } from 'zod';
import type { KeptPicture } from '../picture/feed.ts';
import type { BoardStore } from './board-store.ts';
import { answered, openBrowserStore } from './browser-store.ts';

/** What this browser wrote earlier, perhaps by an older board: checked like anything from outside. */
const keptSchema: z.ZodType<KeptPicture> = z.object({
  cursor: cursorSchema,
  event: liveEventSchema,
  rows: z.array(liveRowSchema),
  head: headSchema.nullable(),
  heardAtMs: z.number(),
});

const store = 'pictures';
const opened = openBrowserStore('chute-board', [store]);
const forgetAfterMs = 7 * 24 * 3_600_000;
/** A big field is written less often: 1,000 rows every 2 s, 50,000 every 100 s. */
const pauseMs = (rows: number) => Math.max(2_000, rows * 2);

/** The last picture of the event, or null: nothing kept, or a browser that keeps nothing. */
export async function readKept(eventId: string): Promise<KeptPicture | null> {
  try {
    const kept = keptSchema.safeParse(await answered((await opened()).transaction(store).objectStore(store).get(eventId)));
    return kept.success ? kept.data : null;
  } catch {
    return null;
  }
}

/** Writes the picture while it changes, and when the page is left; forgets those of old races. Returns what ends it. */
export function keepPictures(board: BoardStore, eventId: string): () => void {
  void forgetOld(board.time.wallMs());
  let keptAtMs = 0;
  let keptHeardAtMs = 0;
  const keep = () => {
    const { shown } = board.feed;
    const picture = board.feed.keep();
    if (!shown || !picture || shown.isCopy || picture.heardAtMs === keptHeardAtMs) return;
    keptAtMs = board.time.wallMs();
    keptHeardAtMs = picture.heardAtMs;
    void write(eventId, picture);
  };
  const timer = setInterval(() => {
    if (board.time.wallMs() - keptAtMs >= pauseMs(board.feed.shown?.standings.counts(null).entered ?? 0)) keep();
  }, 1_000);
  const onLeaving = () => document.visibilityState === 'hidden' && keep();
  document.addEventListener('visibilitychange', onLeaving);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onLeaving);
  };
}

/** A full or forbidden store is no news: without a copy only a reload without a link shows less. */
async function write(eventId: string, picture: KeptPicture): Promise<void> {
  try {
    (await opened()).transaction(store, 'readwrite').objectStore(store).put(picture, eventId);
  } catch {}
}

/** Whoever may not see it any more keeps nothing of it. */
export async function forgetKept(key: string): Promise<void> {
  try {
    (await opened()).transaction(store, 'readwrite').objectStore(store).delete(key);
  } catch {}
}

/** Pictures hold names: those of old races do not stay in a browser for ever. */
async function forgetOld(nowMs: number): Promise<void> {
  try {
    const pictures = (await opened()).transaction(store, 'readwrite').objectStore(store);
    for (const key of await answered(pictures.getAllKeys())) {
      const kept = keptSchema.safeParse(await answered(pictures.get(key)));
      if (!kept.success || nowMs - kept.data.heardAtMs > forgetAfterMs) pictures.delete(key);
    }
  } catch {}
}
