import { cursorSchema, headSchema, liveEventSchema, liveRowSchema } from '@chute/protocol';
import { z } from 'zod';
import type { KeptPicture } from '../picture/feed.ts';
import type { BoardStore } from './board-store.ts';
import { answered, openBrowserStore } from './browser-store.ts';

/** What this browser wrote earlier, perhaps by an older board: checked like anything from outside. Its rows lie beside it, in pieces. */
const keptSchema = z.object({
  cursor: cursorSchema,
  event: liveEventSchema,
  rowCount: z.number(),
  head: headSchema.nullable(),
  heardAtMs: z.number(),
});

const store = 'pictures';
const opened = openBrowserStore('chute-board', [store]);
const forgetAfterMs = 7 * 24 * 3_600_000;
/** What a browser stores it copies at once, and draws nothing meanwhile: so many rows are copied in about a millisecond. */
const rowsInPiece = 200;
/** A big field is written less often: 1,000 rows every 2 s, 50,000 every 100 s. */
const pauseMs = (rows: number) => Math.max(2_000, rows * 2);

/** The last picture of the event, or null: nothing kept, or a browser that keeps nothing. */
export async function readKept(eventId: string): Promise<KeptPicture | null> {
  try {
    const pictures = (await opened()).transaction(store).objectStore(store);
    const [kept, pieces] = await Promise.all([answered(pictures.get(eventId)), answered(pictures.getAll(piecesOf(eventId)))]);
    const { rowCount, ...picture } = keptSchema.parse(kept);
    const rows = z.array(z.array(liveRowSchema)).parse(pieces).flat();
    return rows.length === rowCount ? { ...picture, rows } : null;
  } catch {
    return null;
  }
}

/** Writes the picture while it changes, and when the page is left; forgets those of old races. Returns what ends it. */
export function keepPictures(board: BoardStore, eventId: string): () => void {
  void forgetOld(board.time.wallMs());
  let keptAtMs = 0;
  let keptHeardAtMs = 0;
  const keep = ({ isLeaving }: { isLeaving: boolean }) => {
    const { link, feed } = board;
    // Whoever may not see it any more keeps nothing of it (`forgetKept`), and nothing again.
    if (link.state === 'refused' && link.code === 'not-allowed') return;
    const { shown } = feed;
    const picture = feed.keep();
    if (!shown || !picture || shown.isCopy || picture.heardAtMs === keptHeardAtMs) return;
    keptAtMs = board.time.wallMs();
    keptHeardAtMs = picture.heardAtMs;
    void write(eventId, picture, isLeaving);
  };
  const timer = setInterval(() => {
    if (board.time.wallMs() - keptAtMs >= pauseMs(board.feed.shown?.standings.counts(null).entered ?? 0)) keep({ isLeaving: false });
  }, 1_000);
  const onLeaving = () => document.visibilityState === 'hidden' && keep({ isLeaving: true });
  document.addEventListener('visibilitychange', onLeaving);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onLeaving);
  };
}

/**
 * All of it or, if the page is ended meanwhile, nothing: the one before stays. The page can draw after each piece; one that is being left has no time for that.
 * A full or forbidden store is no news: without a copy only a reload without a link shows less.
 */
async function write(eventId: string, { rows, ...picture }: KeptPicture, isLeaving: boolean): Promise<void> {
  try {
    const transaction = (await opened()).transaction(store, 'readwrite');
    const pictures = transaction.objectStore(store);
    pictures.delete(piecesOf(eventId));
    pictures.put({ ...picture, rowCount: rows.length } satisfies z.input<typeof keptSchema>, eventId);
    for (let at = 0; at < rows.length; at += rowsInPiece) {
      const written = pictures.put(rows.slice(at, at + rowsInPiece), [eventId, at]);
      if (!isLeaving) await answered(written);
    }
    transaction.commit();
  } catch {}
}

/** Whoever may not see it any more keeps nothing of it. */
export async function forgetKept(key: string): Promise<void> {
  try {
    forget((await opened()).transaction(store, 'readwrite').objectStore(store), key);
  } catch {}
}

/** Pictures hold names: those of old races do not stay in a browser for ever. */
async function forgetOld(nowMs: number): Promise<void> {
  try {
    const pictures = (await opened()).transaction(store, 'readwrite').objectStore(store);
    for (const key of await answered(pictures.getAllKeys())) {
      if (typeof key !== 'string') continue;
      const kept = keptSchema.safeParse(await answered(pictures.get(key)));
      if (!kept.success || nowMs - kept.data.heardAtMs > forgetAfterMs) forget(pictures, key);
    }
  } catch {}
}

function forget(pictures: IDBObjectStore, key: string): void {
  pictures.delete(key);
  pictures.delete(piecesOf(key));
}

/** Keys of the rows, `[key, n]`. */
const piecesOf = (key: string) => IDBKeyRange.bound([key], [key, []]);
