import { type JournalEnd, sealEntry, type UnstampedDraft } from '@chute/protocol';
import { nativeSha256Hex, newId } from '@chute/service';
import type { EntryRef } from '@chute/timing';
import type { Database, PartnerId, TenantTx } from '../store/db.ts';
import { markEvents } from '../store/event-marks.ts';
import { type JournalRow, journalsOfEvents, lockHubJournal, moveJournalEnd } from '../store/journals.ts';
import { appendEntries, type StoredEntry } from '../store/race-log.ts';
import { eventHasSessions, insertSessions, noteSessions, sessionOpenedIn } from '../store/sessions.ts';
import { eventSetupHash } from '../store/setups.ts';
import { sessionStatement } from './read-body.ts';

/** What stamps the hub's own entries: evidence of when and by which process they were written. */
export type HubStamp = { raceNowMs: () => number; monotonicNowMs: () => number; bootId: string };

/** A correction as its author wrote it; the journal adds the session and the stamp. */
export type HubDraft = UnstampedDraft;

export type HubAppended = { journal: { journalId: string; seq: number; hash: string }; refs: EntryRef[] };

/**
 * Appends what was done on the web to the event's hub journal, in one transaction, and says under which numbers.
 * The journal's first entry opens the hub's session on the event; every one names the hash of the one before.
 */
export function appendHubEntries(
  db: Database,
  stamp: HubStamp,
  at: { partnerId: PartnerId; eventId: string; drafts: readonly HubDraft[] },
): Promise<HubAppended> {
  return db.withTenant(at.partnerId, async (tx) => {
    const journal = await lockHubJournal(tx, { eventId: at.eventId, newJournalId: newId() });
    const lamport = Math.max(journal.lamport, await highestLamport(tx, at.eventId));
    const writer = journalWriter({ ...journal, lamport }, stamp);
    const sessionId = journal.seq === 0 ? newId() : await sessionOpenedIn(tx, journal.journalId);
    if (journal.seq === 0)
      writer.write({ kind: 'session-open', eventId: at.eventId, setupHash: await startingSetup(tx, at.eventId) }, sessionId);
    const refs = at.drafts.map((draft) => writer.write(draft, sessionId));
    await store(tx, journal, writer.written);
    await moveJournalEnd(tx, writer.end());
    await markEvents(tx, [at.eventId]);
    const { journalId, seq, hash } = writer.end();
    return { journal: { journalId, seq, hash }, refs };
  });
}

/** The highest that anyone has used in the event: what is written now comes after all that was known when it was. */
async function highestLamport(tx: TenantTx, eventId: string): Promise<number> {
  const journals = await journalsOfEvents(tx, [eventId]);
  return journals.reduce((highest, { lamport }) => Math.max(highest, lamport), 0);
}

/** The hub speaks of a setup only when nobody has yet: an edge that opened a session has said which one holds. */
async function startingSetup(tx: TenantTx, eventId: string): Promise<string | null> {
  return (await eventHasSessions(tx, eventId)) ? null : ((await eventSetupHash(tx, eventId)) ?? null);
}

async function store(tx: TenantTx, { journalId }: JournalRow, written: StoredEntry[]): Promise<void> {
  await appendEntries(tx, journalId, written);
  const statements = written.flatMap((entry) => sessionStatement(journalId, entry) ?? []);
  await insertSessions(tx, journalId, statements);
  const opened = statements.filter(({ kind }) => kind === 'session-open').map(({ sessionId }) => sessionId);
  await noteSessions(tx, journalId, opened);
}

function journalWriter(start: JournalEnd, { raceNowMs, monotonicNowMs, bootId }: HubStamp) {
  let end = start;
  const written: StoredEntry[] = [];
  return {
    written,
    end: () => end,
    write: (draft: HubDraft, sessionId: string): EntryRef => {
      const stamp = { sessionId, arrivedAtMs: Math.round(raceNowMs()), monotonicMs: Math.round(monotonicNowMs()), bootId };
      const { seq, hash, body, entry } = sealEntry({ ...draft, ...stamp }, end, nativeSha256Hex);
      written.push({ seq, hash, body, kind: entry.kind });
      end = { journalId: end.journalId, seq, hash, lamport: entry.lamport };
      return { journalId: end.journalId, seq };
    },
  };
}
