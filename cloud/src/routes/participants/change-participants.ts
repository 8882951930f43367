import { checkSetup, type UnstampedDraft } from '@chute/protocol';
import type { Participant, Setup } from '@chute/timing';
import type { TenantTx } from '../../store/db.ts';
import type { ChipWord } from '../../store/participant-imports.ts';
import { type PersonFields, savePersons } from '../../store/persons.ts';
import { saveEventSetup } from '../../store/save-event-setup.ts';
import { refuseProblems } from '../change-setup.ts';
import type { RouteContext } from '../route-context.ts';
import { type EventRoster, lockRoster, withChips } from './event-roster.ts';

/** What becomes of one participant. `person` is left out when nothing of the name changes. */
export type ParticipantChange = { participant: Participant; removed: boolean; chips: ChipWord[]; person?: PersonFields };

type Change = {
  partnerId: string;
  eventId: string;
  importId: string | null;
  /** Decides with the roster in hand; may read and write in the same transaction. */
  plan: (roster: EventRoster, tx: TenantTx) => Promise<ParticipantChange[]>;
};

/**
 * Before timing begins a change is written into the setup. Afterwards each is an entry of the hub's journal, and reaches every edge;
 * names go their own way either way, since the log holds none.
 */
export async function changeParticipants(
  { db, journal, scoring, onPersonsChanged }: Pick<RouteContext, 'db' | 'journal' | 'scoring' | 'onPersonsChanged'>,
  { partnerId, eventId, importId, plan }: Change,
): Promise<void> {
  // Entries that are stored and not yet scored would be missing from the roster.
  await scoring.read(partnerId, eventId);
  const drafts = await db.withTenant(partnerId, async (tx) => {
    const roster = await lockRoster(tx, eventId);
    const changes = await plan(roster, tx);
    const setup = withChanges(roster.setup, changes);
    refuseNewProblems(roster.setup, setup);
    const persons = changes.flatMap(({ person }) => person ?? []);
    if (persons.length > 0) await savePersons(tx, eventId, persons);
    if (roster.timed) return changes.flatMap((change) => entriesOf(change, importId));
    await saveEventSetup(tx, { setup, persons: [] });
    return [];
  });
  if (drafts.length > 0) await journal.append(partnerId, eventId, drafts);
  scoring.wake();
  onPersonsChanged(partnerId, eventId);
}

function withChanges(setup: Setup, changes: readonly ParticipantChange[]): Setup {
  const participants = new Map(setup.participants.map((one) => [one.id, one]));
  for (const { participant, removed } of changes) {
    if (removed) participants.delete(participant.id);
    else participants.set(participant.id, participant);
  }
  const chips = withChips(
    setup.chips,
    changes.flatMap((change) => change.chips),
  );
  return { ...setup, participants: [...participants.values()], chips };
}

/** Only what this change would break: on race day the log may hold what a setup may not, and a person must still be able to mend it. */
function refuseNewProblems(before: Setup, after: Setup): void {
  const known = new Set(checkSetup(before).map(({ problem }) => problem));
  refuseProblems(checkSetup(after).filter(({ problem }) => !known.has(problem)));
}

function entriesOf({ participant, removed, chips }: ParticipantChange, importId: string | null): UnstampedDraft[] {
  const assigns = chips.map(({ chip, bib }): UnstampedDraft => ({ kind: 'assign', chip, bib }));
  return [{ kind: 'participant-set', participant, removed, importId }, ...assigns];
}
