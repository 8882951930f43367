import { useEffect, useState, useSyncExternalStore } from 'react';
import type { BoardStore } from './board-store.ts';

/** Paints again whenever the store has something new. */
export function useBoard(store: BoardStore): number {
  return useSyncExternalStore(store.subscribe, store.version);
}

/** Paints again every second, for what ages by itself. The seconds so far. */
export function useEverySecond(): number {
  const [ticks, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return ticks;
}
