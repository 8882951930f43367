import { ChainCheck, type CheckedChain, rangesText } from '@chute/protocol';
import { nativeSha256Hex } from '@chute/service';
import type { Database, PartnerId } from '../store/db.ts';
import { findEvent } from '../store/events.ts';
import { type ListedConflict, type ListedJournal, listConflicts, listJournals } from '../store/journal-holdings.ts';
import { journalsOfEvents } from '../store/journals.ts';
import { findPartner, highestPartnerId } from '../store/partners.ts';
import { readEntries } from '../store/race-log.ts';
import { UsageError } from './output.ts';

/** Entries read at once: each page is a transaction of its own, so that a hub that runs is not held up. */
const pageSize = 5_000;

type Wanted = { partner?: string; event?: string };

/**
 * Recomputes journals from what Postgres holds, byte by byte: each hash, each place, each link to the entry before, and whether all is there that edges were
 * told is there. Exit code 2 when it is not. Errors: `UsageError`.
 */
export async function verify(db: Database, wanted: Wanted): Promise<{ answer: Record<string, unknown>; text: string; exitCode: 0 | 2 }> {
  const journals = [];
  for (const partnerId of await partnersOf(db, wanted)) {
    for (const journal of await journalsOf(db, partnerId, wanted.event)) {
      journals.push(verified(partnerId, journal, await checkJournal(db, partnerId, journal), await conflictsOf(db, partnerId, journal)));
    }
  }
  const broken = journals.filter(({ ok }) => !ok).length;
  const entries = journals.reduce((sum, { count }) => sum + count, 0);
  const all = `${journals.length === 1 ? '1 journal' : `${number(journals.length)} journals`}, ${number(entries)} entries`;
  const summary = broken === 0 ? `all is well: ${all}` : `look at this: ${number(broken)} of ${all} are not as they should be`;
  return {
    answer: { ok: broken === 0, entries, journals, text: summary },
    text: [
      ...journals.map(({ partner_id, journal_id, from, text }) => `partner ${partner_id}, ${journal_id} (${from}): ${text}`),
      summary,
    ].join('\n'),
    exitCode: broken === 0 ? 0 : 2,
  };
}

async function partnersOf(db: Database, { partner, event }: Wanted): Promise<PartnerId[]> {
  const found: PartnerId[] = [];
  const last = partner === undefined ? await highestPartnerId(db) : 0n;
  const asked = partner === undefined ? countUpTo(last) : [partner];
  for (const partnerId of asked) {
    if (!/^[1-9]\d{0,17}$/.test(partnerId)) throw new UsageError('no-such-partner', `there is no partner ${partnerId}.`);
    const isThere = await db.withTenant(partnerId, async (tx) =>
      event === undefined ? (await findPartner(tx)) !== undefined : (await findEvent(tx, event)) !== undefined,
    );
    if (isThere) found.push(partnerId);
  }
  if (found.length === 0 && event !== undefined) throw new UsageError('no-such-event', `there is no event ${event}.`);
  if (found.length === 0 && partner !== undefined) throw new UsageError('no-such-partner', `there is no partner ${partner}.`);
  return found;
}

function* countUpTo(last: bigint): Iterable<PartnerId> {
  for (let id = 1n; id <= last; id += 1n) yield String(id);
}

function journalsOf(db: Database, partnerId: PartnerId, event: string | undefined): Promise<ListedJournal[]> {
  return db.withTenant(partnerId, async (tx) => {
    const all = await listJournals(tx);
    if (event === undefined) return all;
    const wanted = new Set((await journalsOfEvents(tx, [event])).map(({ journalId }) => journalId));
    return all.filter(({ journalId }) => wanted.has(journalId));
  });
}

async function checkJournal(db: Database, partnerId: PartnerId, { journalId, endSeq }: ListedJournal): Promise<CheckedChain> {
  const check = new ChainCheck(journalId, nativeSha256Hex);
  for (let fromSeq = 1; ; ) {
    const page = await db.withTenant(partnerId, (tx) => readEntries(tx, { journalId, fromSeq, limit: pageSize }));
    for (const entry of page) check.add(entry);
    if (page.length < pageSize) return check.result(endSeq);
    fromSeq = page.at(-1)!.seq + 1;
  }
}

function conflictsOf(db: Database, partnerId: PartnerId, { journalId }: ListedJournal): Promise<ListedConflict[]> {
  return db.withTenant(partnerId, (tx) => listConflicts(tx, journalId));
}

function verified(partnerId: PartnerId, journal: ListedJournal, chain: CheckedChain, conflicts: readonly ListedConflict[]) {
  const { journalId, endSeq, endHash, edgeName, kind } = journal;
  const { count, missing, missingCount, faults, faultCount, last } = chain;
  const wrong = [
    ...(missingCount > 0 ? [`${number(missingCount)} missing (${rangesText(missing)})`] : []),
    ...(faultCount > 0 ? [`${number(faultCount)} not as written (the first is ${faults[0]!.seq})`] : []),
    ...(last.seq === endSeq && last.hash !== endHash ? ['an end of which edges were told another hash'] : []),
    ...(conflicts.length > 0 ? [`${conflicts.length} that came with other content (${rangesText(conflicts.map(onePlace))})`] : []),
  ];
  // A hub that runs meanwhile writes on: what came after the list was made is there too, and is no fault.
  const has = `the hub has ${number(count)} of ${number(Math.max(count, endSeq))}`;
  return {
    partner_id: partnerId,
    journal_id: journalId,
    from: kind === 'hub' ? 'the hub itself' : `edge ${edgeName ?? 'unknown'}`,
    ok: wrong.length === 0,
    count,
    end_seq: Math.max(last.seq, endSeq),
    end_hash: last.hash,
    missing: missing.map(({ fromSeq, toSeq }) => ({ from_seq: fromSeq, to_seq: toSeq })),
    faults,
    fault_count: faultCount,
    conflicts: conflicts.map(({ seq, hash, edgeId, arrivedAt }) => ({ seq, hash, edge_id: edgeId, arrived_at: arrivedAt.toISOString() })),
    text:
      wrong.length === 0
        ? `${has}, whole`
        : `${has}, with ${wrong.join(', and ')}: restore from a backup into another database, compare, and ask for help`,
  };
}

const onePlace = ({ seq }: { seq: number }) => ({ fromSeq: seq, toSeq: seq });
const number = (count: number) => count.toLocaleString('en-US');
