import type { Setup } from '@chute/timing';
import type { TenantTx } from './db.ts';
import { markEvents } from './event-marks.ts';
import { type EventRow, saveEvent } from './events.ts';
import { replaceParticipants } from './participants.ts';
import { type PersonFields, savePersons } from './persons.ts';
import { replaceRaces } from './races.ts';
import { saveSetup, setEventSetup } from './setups.ts';

/** Makes the event what this setup says, or replaces it whole. Whoever calls has seen that no session is open on it (`eventHasSessions`). */
export async function saveEventSetup(
  tx: TenantTx,
  { setup, persons }: { setup: Setup; persons: readonly PersonFields[] },
): Promise<{ event: EventRow; setupHash: string }> {
  const { id: eventId, name, zone, firstDay, lastDay } = setup.event;
  const event = await saveEvent(tx, { eventId, name, zone, firstDay, lastDay });
  await replaceRaces(tx, eventId, setup.races);
  await replaceParticipants(tx, eventId, setup.participants);
  if (persons.length > 0) await savePersons(tx, eventId, persons);
  const setupHash = await saveSetup(tx, setup);
  await setEventSetup(tx, eventId, setupHash);
  await markEvents(tx, [eventId]);
  return { event, setupHash };
}
