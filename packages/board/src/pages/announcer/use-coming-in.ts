import type { LiveEvent } from '@chute/protocol';
import { useMemo } from 'react';
import type { AnnouncerBook } from '../../picture/announcer/announcer-book.ts';
import type { ComingInList } from '../../picture/announcer/coming-in.ts';
import type { BoardStore } from '../board-store.ts';
import { useEverySecond } from '../use-board.ts';

const withinMs = 15 * 60_000;
const atMost = 40;

/** Who is about to finish, looked at once a second; whoever has come in since is out at once. */
export function useComingIn(at: { store: BoardStore; book: AnnouncerBook; event: LiveEvent; raceId: string | null }): {
  nowMs: number | null;
  list: ComingInList;
} {
  const { store, book, event, raceId } = at;
  const second = useEverySecond();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a second is what makes it new
  const seen = useMemo(() => {
    const nowMs = store.raceNowMs();
    const list = nowMs === null ? { arrivals: [], missing: 0 } : book.comingIn.list({ event, nowMs, raceId, withinMs, atMost });
    return { nowMs, list };
  }, [second, store, book, event, raceId]);
  const arrivals = seen.list.arrivals.filter(({ row }) => book.rows.get(row.participantId)?.status === 'running');
  return { nowMs: seen.nowMs, list: { ...seen.list, arrivals } };
}
