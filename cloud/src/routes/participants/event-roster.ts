import { compareEntries, openEntry } from '@chute/protocol';
import type { ChipAssignment, Setup } from '@chute/timing';
import { notFound } from '../../http/problem.ts';
import type { TenantTx } from '../../store/db.ts';
import { lockEvent } from '../../store/event-lists.ts';
import { journalsOfEvents } from '../../store/journals.ts';
import type { ChipWord } from '../../store/participant-imports.ts';
import { type NamedParticipant, participantsOfEvent } from '../../store/participant-lists.ts';
import { listLog } from '../../store/race-log.ts';
import { eventHasSessions } from '../../store/sessions.ts';
import { currentSetup } from '../change-setup.ts';

/** Who takes part, as it stands now. `setup` has these participants and chips in it; once `timed`, they change by entries alone. */
export type EventRoster = { setup: Setup; named: NamedParticipant[]; timed: boolean };

/** Held until the transaction ends, so that two who change it come one after the other. */
export async function lockRoster(tx: TenantTx, eventId: string): Promise<EventRoster> {
  if (!(await lockEvent(tx, eventId))) throw notFound('event');
  const setup = await currentSetup(tx, eventId);
  const named = await participantsOfEvent(tx, eventId);
  const timed = await eventHasSessions(tx, eventId);
  if (!timed) return { setup, named, timed };
  return { setup: { ...setup, participants: named.map(withoutName), chips: await chipsNow(tx, setup) }, named, timed };
}

/** Who holds which chip now: what the setup says, then what was assigned since, the last word last. */
export async function chipsNow(tx: TenantTx, setup: Setup): Promise<ChipAssignment[]> {
  const journalIds = (await journalsOfEvents(tx, [setup.event.id])).map(({ journalId }) => journalId);
  const assigned = (await listLog(tx, { journalIds, kind: 'assign', limit: 200_000 })).flatMap(({ body }) => {
    const opened = openEntry(body);
    return 'entry' in opened && opened.entry.kind === 'assign' ? [opened.entry] : [];
  });
  return withChips(setup.chips, assigned.sort(compareEntries));
}

export function withChips(chips: readonly ChipAssignment[], words: readonly ChipWord[]): ChipAssignment[] {
  const held = new Map(chips.map(({ chip, bib }) => [chip, bib]));
  for (const { chip, bib } of words) {
    if (bib === null) held.delete(chip);
    else held.set(chip, bib);
  }
  return [...held].map(([chip, bib]) => ({ chip, bib }));
}

function withoutName({ id, raceId, waveId, bib, sex, raceAge, customDivisions, teamId, hidden }: NamedParticipant) {
  return { id, raceId, waveId, bib, sex, raceAge, customDivisions, teamId, hidden };
}
