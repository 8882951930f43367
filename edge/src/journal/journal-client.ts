import { type EntryDraft, loggedEntry } from '@chute/protocol';
import { nativeSha256Hex } from '@chute/service/native-sha256';
import type { Entry, LoggedEntry } from '@chute/timing';
import type { Committed, JournalReport } from './journal.ts';
import { JournalDoubtError } from './journal-doubt-error.ts';
import type { CallName, Calls, FromWorker, JournalPlace } from './messages.ts';
import { type JournalChannel, workerChannel } from './worker-channel.ts';

export type JournalTrouble = { code: string; message: string };

/** Drafts that may wait for the disk: two commits' worth. Beyond it ports stop reading (TCP makes the decoder wait) and people get a 503; nothing is dropped. */
export const waitingMax = 1_000;

/** The journal could not do what was asked. `code` is SQLite's, or `thread-ended`. */
export class JournalCallError extends Error {
  override name = 'JournalCallError';
  readonly code: string;

  constructor(at: { code: string; message: string }) {
    super(at.message);
    this.code = at.code;
  }
}

export type JournalEvents = {
  /** After the commit, and in the order of the journal. Only from here on may an entry be counted, shown, scored or sent (R1). */
  committed: (entries: LoggedEntry[]) => void;
  /** The disk refuses (null: it no longer does). */
  trouble: (trouble: JournalTrouble | null) => void;
  /** The thread is gone: this process can keep no more reads and must end, so that its supervisor starts another. */
  died: (error: Error) => void;
};

/** The main thread's side of the journal: drafts in, committed entries out, everything else as promises. */
export class JournalClient {
  readonly report: JournalReport;
  #channel: JournalChannel;
  #events: JournalEvents;
  /** Not yet on disk, oldest first. */
  #waiting: { draft: EntryDraft; done: ((entry: LoggedEntry) => void) | undefined }[] = [];
  #unposted: EntryDraft[] = [];
  #calls = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  #nextCall = 1;
  #roomWaiters = new Set<() => void>();
  #closed: (() => void) | undefined;
  #dead = false;

  /** Errors: `JournalDoubtError` when the file is not what it must be; it is left untouched. */
  static open(
    place: JournalPlace,
    events: JournalEvents,
    connect: (place: JournalPlace) => JournalChannel = workerChannel,
  ): Promise<JournalClient> {
    return new Promise((resolve, reject) => {
      const channel = connect(place);
      let client: JournalClient | undefined;
      channel.listen({
        message: (message) => {
          if (client) client.#receive(message);
          else if (message.type === 'opened') {
            client = new JournalClient(channel, events, message.report);
            resolve(client);
          } else if (message.type === 'doubt') reject(new JournalDoubtError(message));
        },
        died: (error) => (client ? client.#die(error) : reject(error)),
      });
    });
  }

  private constructor(channel: JournalChannel, events: JournalEvents, report: JournalReport) {
    this.#channel = channel;
    this.#events = events;
    this.report = report;
  }

  /** Hands a draft to the disk; `done` is called after the commit. Nothing is refused here: ask `hasRoom` before taking in more. */
  append(draft: EntryDraft, done?: (entry: LoggedEntry) => void): void {
    this.#waiting.push({ draft, done });
    this.#unposted.push(draft);
    // One message for all that one chunk of bytes gave.
    if (this.#unposted.length === 1) queueMicrotask(() => this.#post());
  }

  appended(draft: EntryDraft): Promise<LoggedEntry> {
    return new Promise((resolve, reject) => {
      if (this.#dead) reject(new JournalCallError({ code: 'thread-ended', message: 'the journal is gone' }));
      else this.append(draft, resolve);
    });
  }

  call<Name extends CallName>(name: Name, ...args: Parameters<Calls[Name]>): Promise<ReturnType<Calls[Name]>> {
    return new Promise((resolve, reject) => {
      if (this.#dead) {
        reject(new JournalCallError({ code: 'thread-ended', message: 'the journal is gone' }));
        return;
      }
      this.#post();
      const id = this.#nextCall++;
      this.#calls.set(id, { resolve, reject });
      this.#channel.post({ type: 'call', id, name, args });
    });
  }

  waitingCount(): number {
    return this.#waiting.length;
  }

  /** When the oldest of them came in, in steady time; null when none waits. */
  waitingSinceMs(): number | null {
    return this.#waiting[0]?.draft.monotonicMs ?? null;
  }

  hasRoom(): boolean {
    return this.#waiting.length < waitingMax;
  }

  /** Calls back once, as soon as half of the queue is free; the answer takes it back. */
  whenRoom(run: () => void): () => void {
    this.#roomWaiters.add(run);
    return () => this.#roomWaiters.delete(run);
  }

  /** Commits what is waiting, then closes the file. */
  close(): Promise<void> {
    if (this.#dead) return Promise.resolve();
    return new Promise((resolve) => {
      this.#closed = resolve;
      this.#post();
      this.#channel.post({ type: 'close' });
    });
  }

  #post(): void {
    if (this.#unposted.length === 0) return;
    this.#channel.post({ type: 'append', drafts: this.#unposted });
    this.#unposted = [];
  }

  #receive(message: FromWorker): void {
    if (message.type === 'committed') this.#committed(message.committed);
    else if (message.type === 'answer') this.#settle(message.id, ({ resolve }) => resolve(message.value as never));
    else if (message.type === 'failed') this.#settle(message.id, ({ reject }) => reject(new JournalCallError(message)));
    else if (message.type === 'trouble') this.#events.trouble({ code: message.code, message: message.message });
    else if (message.type === 'cleared') this.#events.trouble(null);
    else if (message.type === 'closed') {
      this.#dead = true;
      this.#closed?.();
    }
  }

  #committed(committed: Committed): void {
    const done = this.#waiting.splice(0, committed.hashes.length);
    const entries = done.map(({ draft }, at) => ownEntry(draft, committed, at));
    for (const [at, entry] of entries.entries()) done[at]!.done?.(entry);
    this.#events.committed(entries);
    if (this.#roomWaiters.size > 0 && this.#waiting.length < waitingMax / 2) {
      const waiters = [...this.#roomWaiters];
      this.#roomWaiters.clear();
      for (const run of waiters) run();
    }
  }

  #settle(id: number, how: (call: { resolve: (value: never) => void; reject: (error: Error) => void }) => void): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (call) how(call);
  }

  #die(error: Error): void {
    if (this.#dead) return;
    this.#dead = true;
    for (const { reject } of this.#calls.values()) reject(new JournalCallError({ code: 'thread-ended', message: error.message }));
    this.#calls.clear();
    this.#closed?.();
    this.#events.died(error);
  }
}

/** The entry as it stands on disk, put together again from its draft. */
function ownEntry(draft: EntryDraft, committed: Committed, at: number): LoggedEntry {
  const { journalId, lamport, hashes } = committed;
  const seq = committed.fromSeq + at;
  const replaced = committed.replaced.find((entry) => entry.seq === seq);
  if (replaced) return loggedEntry(journalId, replaced, nativeSha256Hex);
  const prev = at === 0 ? committed.prevHash : hashes[at - 1]!;
  const entry: Entry = { ...draft, v: 1, journalId, seq, prev, lamport: lamport + at };
  return { journalId, seq, hash: hashes[at]!, entry };
}
