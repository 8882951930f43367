import type { EntryDraft } from '@chute/protocol';
import { CommitLoop } from './commit-loop.ts';
import { Journal, type JournalBirth } from './journal.ts';
import { JournalDoubtError } from './journal-doubt-error.ts';
import { lockDataFolder } from './journal-file.ts';
import type { CallName, FromWorker, JournalPlace, ToWorker } from './messages.ts';

/** How the service hears and speaks: the worker's port, or a test's. `receive` takes one more message without waiting. */
export type ServicePort = { post: (message: FromWorker) => void; receive: () => ToWorker | undefined };

export const journalFileName = 'journal.sqlite';

/** What the service stands on; a simulation gives its own. */
export type ServiceGround = {
  lock: (folder: string) => { close: () => void };
  open: (birth: JournalBirth) => Journal;
  /** Calls `run` once, `ms` from now, unless cancelled. */
  later: (ms: number, run: () => void) => () => void;
};

const thisMachine: ServiceGround = {
  lock: lockDataFolder,
  open: (birth) => new Journal(birth),
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

const journalCalls = new Set<CallName>(['importBatch', 'beginJournal', 'read', 'report', 'conflicts', 'durability', 'heartbeat']);

/** Owns the journal on behalf of its thread: messages in, commits and answers out, in the order in which they were asked. */
export class JournalService {
  #port: ServicePort;
  #loop: CommitLoop;
  #lock: { close: () => void };
  #held: Exclude<ToWorker, { type: 'append' }>[] = [];
  #ground: ServiceGround;
  #cancelRetry = () => {};
  closed = false;

  /** Errors: `JournalDoubtError`. */
  constructor(place: JournalPlace, port: ServicePort, ground: ServiceGround = thisMachine) {
    this.#port = port;
    this.#ground = ground;
    this.#lock = ground.lock(place.folder);
    try {
      this.#loop = this.#start(place);
    } catch (error) {
      this.#lock.close();
      throw error;
    }
    port.post({ type: 'opened', report: this.#loop.journal.report() });
  }

  handle(message: ToWorker): void {
    if (this.closed) return;
    if (message.type === 'append') this.#loop.take(message.drafts);
    else this.#held.push(message);
    this.#answerHeld();
  }

  #start(place: JournalPlace): CommitLoop {
    const open = (journalId: string) => this.#ground.open({ ...place, journalId, path: `${place.folder}/${journalFileName}` });
    return new CommitLoop(open(place.journalId), {
      drain: () => this.#drain(),
      committed: (committed) => this.#port.post({ type: 'committed', committed }),
      trouble: (trouble) => this.#port.post({ type: 'trouble', ...trouble }),
      cleared: () => {
        this.#port.post({ type: 'cleared' });
        this.#answerHeld();
      },
      later: (ms, run) => {
        this.#cancelRetry = this.#ground.later(ms, run);
      },
      reopen: (old) => {
        old.close();
        return open(old.end().journalId);
      },
    });
  }

  /** Drafts that wait in the port join the commit that is about to be made; a question among them is answered after it. */
  #drain(): EntryDraft[] {
    const drafts: EntryDraft[] = [];
    while (this.#held.length === 0 && drafts.length < 500) {
      const message = this.#port.receive();
      if (!message) break;
      if (message.type === 'append') drafts.push(...message.drafts);
      else this.#held.push(message);
    }
    return drafts;
  }

  /** While the handle is in doubt, questions wait until the file was opened anew; only a stop does not. */
  #answerHeld(): void {
    while (!this.closed && this.#held.length > 0) {
      if (!this.#loop.isInDoubt) this.#answer(this.#held.shift()!);
      else if (this.#held.some(({ type }) => type === 'close')) this.#close();
      else return;
    }
  }

  #answer(message: Exclude<ToWorker, { type: 'append' }>): void {
    if (message.type === 'close') {
      this.#close();
      return;
    }
    const { journal } = this.#loop;
    const target = journalCalls.has(message.name) ? journal : journal.side;
    try {
      const call = (target as unknown as Record<string, (...args: unknown[]) => unknown>)[message.name]!;
      this.#port.post({ type: 'answer', id: message.id, value: call.apply(target, message.args) });
    } catch (error) {
      if (error instanceof JournalDoubtError) throw error;
      const { code, name, message: text } = error as Error & { code?: string };
      this.#port.post({ type: 'failed', id: message.id, code: code ?? name, message: text });
      if (code?.startsWith('SQLITE_IOERR')) this.#loop.distrust(error as Error);
    }
  }

  #close(): void {
    this.closed = true;
    this.#cancelRetry();
    this.#loop.journal.close();
    this.#lock.close();
    this.#port.post({ type: 'closed' });
  }
}
