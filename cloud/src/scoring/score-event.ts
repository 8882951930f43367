import type { ScoreChanges } from '@chute/timing';
import type { TenantTx } from '../store/db.ts';
import { type EventHead, saveNotScorable, saveScored } from '../store/event-heads.ts';
import { leaveWord } from '../store/outbox.ts';
import { removeParticipants, replaceParticipants, saveParticipants } from '../store/participants.ts';
import { removeResults, removeResultsBefore, saveResults } from '../store/results.ts';
import type { EventScorer } from './event-scorer.ts';
import { isAnyChange } from './merge-changes.ts';

/** Rows written in one statement. */
const rowsMax = 2_000;

/** What a scoring transaction will have done once it commits. */
export type ScoredStep = { changes: ScoreChanges; revision: number };

/**
 * Brings one event up to date, in the transaction that holds its head: results, revision and outbox row together (R5).
 * Undefined when there is no setup to score with. A clean event is only caught up with: another replica has written its rows.
 */
export async function scoreEvent(
  tx: TenantTx,
  { eventId, head, scorer }: { eventId: string; head: EventHead; scorer: EventScorer },
): Promise<ScoredStep | undefined> {
  const dirty = head.marks > head.scoredMarks;
  const changes = await scorer.catchUp(tx);
  if (!changes) {
    if (dirty) await saveNotScorable(tx, eventId, head.marks);
    return undefined;
  }
  if (!dirty) return { changes, revision: head.revision };

  const { setupHash, entries, scorer: engine } = scorer.state!;
  const revision = head.revision + (isAnyChange(changes) ? 1 : 0);
  await Promise.all([
    revision > head.revision && writeChanges(tx, { eventId, revision, changes, scorer }),
    saveScored(tx, { eventId, revision, marks: head.marks, entries, setupHash, basis: engine.basis() }),
  ]);
  return { changes, revision };
}

type Write = { eventId: string; revision: number; changes: ScoreChanges; scorer: EventScorer };

async function writeChanges(tx: TenantTx, { eventId, revision, changes, scorer }: Write): Promise<void> {
  const engine = scorer.state!.scorer;
  const results = changes.everything ? [...engine.results()] : changes.participantIds.flatMap((id) => engine.result(id) ?? []);
  const participants = scorer.rosterNews(
    results.map(({ participantId }) => participantId),
    { all: changes.everything },
  );
  const changed = results.length;
  while (results.length > rowsMax) await saveResults(tx, { eventId, revision }, results.splice(0, rowsMax));
  await Promise.all([
    saveResults(tx, { eventId, revision }, results),
    ...(changes.everything
      ? [removeResultsBefore(tx, eventId, revision), replaceParticipants(tx, eventId, participants)]
      : [
          saveParticipants(tx, eventId, participants),
          removeResults(tx, eventId, changes.removedParticipantIds),
          removeParticipants(tx, eventId, changes.removedParticipantIds),
        ]),
    leaveWord(tx, { eventId, topic: 'results-changed', payload: { revision, changed } }),
  ]);
}
