import type { EntryRef, JournalPosition, LoggedEntry } from './entry.ts';
import { EventLog } from './log/event-log.ts';
import { inLogOrder, splitAt } from './log/frontier.ts';
import { type Cause, causesOf, type Ranked } from './result/causes.ts';
import { compareLists, type ListChanges } from './result/compare-lists.ts';
import { publicationsOf } from './result/publications.ts';
import type { Publication } from './results.ts';
import { Scorer } from './scorer.ts';
import type { Setup } from './setup.ts';

/** What differs between two versions of a list, and for everyone in it the entries that made it so. */
export type VersionChanges = ListChanges & { causes: Cause[] };

/** What an official list does not have yet: it stays as it was posted until somebody posts the next one. */
export type PendingChanges = VersionChanges & { since: Publication };

/**
 * From the list at one frontier to the list at a later one, or of all entries. Throws `FrontierNotHeldError` when the entries do not reach a frontier,
 * or `to` is behind `from`; and `JournalGapError` for a hole in a journal.
 */
export function versionChanges(
  setup: Setup,
  entries: readonly LoggedEntry[],
  { from, to }: { from: readonly JournalPosition[]; to?: readonly JournalPosition[] },
): VersionChanges {
  const { upTo, beyond } = splitAt(to ? splitAt(entries, to).upTo : entries, from);
  const scorer = new Scorer(setup);
  scorer.add(upTo.toSorted((a, b) => a.seq - b.seq));
  const before = versionOf(scorer);
  const movedBy = new Map<string, EntryRef[]>();
  for (const each of inLogOrder(beyond)) {
    const { participantIds, removedParticipantIds } = scorer.add([each]);
    for (const id of [...participantIds, ...removedParticipantIds]) {
      const refs = movedBy.get(id) ?? [];
      refs.push({ journalId: each.journalId, seq: each.seq });
      movedBy.set(id, refs);
    }
  }
  const after = versionOf(scorer);
  const changes = compareLists(before.standings, after.standings);
  const find = (id: string) => ({ before: before.ranked.get(id), after: after.ranked.get(id) });
  return { ...changes, causes: causesOf(changes, { movedBy, find }) };
}

/**
 * What would change the official list of a race, were it posted anew: everything beyond the frontier of the last official posting.
 * Undefined while there is none.
 */
export function pendingChanges(setup: Setup, entries: readonly LoggedEntry[], raceId: string): PendingChanges | undefined {
  const since = lastOfficial(setup, entries, raceId);
  if (!since) return undefined;
  const changes = versionChanges(setup, entries, { from: since.frontier });
  const isOurs = (list: readonly { id: string; raceId: string }[]) => {
    const ids = new Set(list.flatMap((one) => (one.raceId === raceId ? one.id : [])));
    return (id: string) => ids.has(id);
  };
  const isAward = isOurs(setup.awards);
  const isContest = isOurs(setup.teamContests);
  const results = changes.results.filter((one) => one.raceId === raceId || one.fields.raceId?.from === raceId);
  const awards = changes.awards.filter(({ awardId }) => isAward(awardId));
  const teams = changes.teams.filter(({ contestId }) => isContest(contestId));
  const namedIds = new Set([...results, ...awards].map(({ participantId }) => participantId));
  return { since, results, awards, teams, causes: changes.causes.filter(({ participantId }) => namedIds.has(participantId)) };
}

/** Reads say nothing of what was posted. */
function lastOfficial(setup: Setup, entries: readonly LoggedEntry[], raceId: string): Publication | undefined {
  const log = new EventLog(setup);
  log.take(entries.filter(({ entry }) => entry?.kind !== 'read'));
  return publicationsOf(log, raceId).findLast(({ as }) => as === 'official');
}

function versionOf(scorer: Scorer) {
  const standings = scorer.standings();
  const ranked = standings.results.map((result): Ranked => ({ ...result, rankedSex: scorer.participant(result.participantId)!.sex }));
  return { standings, ranked: new Map(ranked.map((result) => [result.participantId, result])) };
}
