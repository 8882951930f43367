import { loggedEntry, type SealedEntry } from '@chute/protocol';
import { nativeSha256Hex } from '@chute/service';
import type { LoggedEntry } from '@chute/timing';

const opened = new Map<string, LoggedEntry>();
const openedMax = 20_000;

/** As scoring takes it. An entry is what its hash says, so the one that was opened before will do: only the edges open each for themselves. */
export function openedOnce(journalId: string, sealed: SealedEntry): LoggedEntry {
  const key = `${journalId} ${sealed.seq} ${sealed.hash}`;
  const known = opened.get(key);
  if (known) return known;
  if (opened.size > openedMax) opened.clear();
  const entry = loggedEntry(journalId, sealed, nativeSha256Hex);
  opened.set(key, entry);
  return entry;
}
