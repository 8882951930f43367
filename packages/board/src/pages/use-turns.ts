import { useEffect, useRef, useState } from 'react';
import type { ListOfRace } from '../picture/lists.ts';
import { nextList } from '../picture/next-list.ts';

const turnMs = 12_000;

/** The tables take turns, each long enough to be read. Stands still while `isOn` is false. */
export function useTurns(lists: readonly ListOfRace[], isOn: boolean): ListOfRace | null {
  const [now, setNow] = useState<ListOfRace | null>(null);
  const latest = useRef(lists);
  latest.current = lists;
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => setNow((shown) => nextList(latest.current, shown ?? latest.current[0] ?? null)), turnMs);
    return () => clearInterval(timer);
  }, [isOn]);
  const isStillThere = lists.some((of) => of.raceId === now?.raceId && of.list === now.list);
  return isStillThere ? now : (lists[0] ?? null);
}
