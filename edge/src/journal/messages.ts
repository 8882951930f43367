import type { EntryDraft } from '@chute/protocol';
import type { Committed, Journal, JournalReport } from './journal.ts';
import type { JournalDoubtError } from './journal-doubt-error.ts';
import type { SideTables } from './side-tables.ts';

/** What the worker thread may be asked to do besides committing: these methods, by name. */
type JournalCalls = Pick<Journal, 'importBatch' | 'beginJournal' | 'read' | 'report' | 'conflicts' | 'durability' | 'heartbeat'>;
type SideCalls = Pick<SideTables, 'putSetup' | 'setup' | 'setupHashesOf' | 'putPersons' | 'persons' | 'putState' | 'state'>;
export type Calls = JournalCalls & SideCalls;
export type CallName = keyof Calls;

export type ToWorker =
  | { type: 'append'; drafts: EntryDraft[] }
  | { type: 'call'; id: number; name: CallName; args: unknown[] }
  | { type: 'close' };

export type FromWorker =
  | { type: 'opened'; report: JournalReport }
  | { type: 'doubt'; code: JournalDoubtError['code']; path: string; found: string }
  | { type: 'committed'; committed: Committed }
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'failed'; id: number; code: string; message: string }
  | { type: 'trouble'; code: string; message: string }
  | { type: 'cleared' }
  | { type: 'closed' };

export type JournalPlace = { folder: string; journalId: string; newStoreId: string };
