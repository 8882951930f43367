import type { Entry, EntryFields, EntryRef, LoggedEntry } from '../entry.ts';
import { storyId } from './story-ids.ts';

/** What a story says of an entry; the log fills in the rest. */
export type StoryDraft = {
  [Kind in keyof EntryFields]: {
    kind: Kind;
    arrivedAtMs: number;
    timeText?: string;
    clockId?: string;
    sessionId?: string;
  } & EntryFields[Kind];
}[keyof EntryFields];

/** Several journals written side by side, each opened with a session of the event by its first entry. Hashes are names here, not digests. */
export class StoryLog {
  readonly entries: LoggedEntry[] = [];
  readonly #eventId: string;
  readonly #lengths = new Map<string, number>();
  #lamport = 0;

  constructor(eventId: string) {
    this.#eventId = eventId;
  }

  write(journal: string, draft: StoryDraft): EntryRef {
    if (!this.#lengths.has(journal) && draft.kind !== 'session-open') {
      this.write(journal, { kind: 'session-open', arrivedAtMs: draft.arrivedAtMs, eventId: this.#eventId, setupHash: null });
    }
    const journalId = storyId('journal', journal);
    const seq = (this.#lengths.get(journal) ?? 0) + 1;
    const head = {
      v: 1,
      journalId,
      seq,
      prev: hashOf(journal, seq - 1),
      lamport: ++this.#lamport,
      monotonicMs: seq,
      bootId: 'story',
    } as const;
    const entry = { sessionId: storyId('session', journal), ...draft, ...head } as Entry;
    this.#lengths.set(journal, seq);
    this.entries.push({ journalId, seq, hash: hashOf(journal, seq), entry });
    return { journalId, seq };
  }
}

function hashOf(journal: string, seq: number): string {
  return `${journal}#${seq}`;
}
