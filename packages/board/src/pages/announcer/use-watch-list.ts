import { useState } from 'react';

export type WatchList = { ids: readonly string[]; add: (participantId: string) => void; remove: (participantId: string) => void };

const storeName = (eventId: string) => `chute-watch ${eventId}`;

/** Runners that were pinned, the last one first. Ids alone, which name nobody; they outlast a reload in this tab. */
export function useWatchList(eventId: string): WatchList {
  const [ids, setIds] = useState(() => read(eventId));
  const keep = (next: string[]) => {
    setIds(next);
    try {
      sessionStorage.setItem(storeName(eventId), JSON.stringify(next));
    } catch {}
  };
  return {
    ids,
    add: (participantId) => keep([participantId, ...ids.filter((id) => id !== participantId)].slice(0, 100)),
    remove: (participantId) => keep(ids.filter((id) => id !== participantId)),
  };
}

function read(eventId: string): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storeName(eventId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
