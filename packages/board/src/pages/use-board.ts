import { useEffect, useState, useSyncExternalStore } from 'react';
import type { BoardStore } from './board-store.ts';

/** Paints again whenever the store has something new. */
export function useBoard(store: BoardStore): number {
  return useSyncExternalStore(store.subscribe, store.version);
}

/** Paints again every second, for what ages by itself. */
export function useEverySecond(): void {
  const [, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
}
