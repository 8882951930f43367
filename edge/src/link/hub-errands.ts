import type { Person } from '@chute/protocol';
import type { Setup } from '@chute/timing';
import type { PersonRecords } from '../event/person-records.ts';
import type { HubHttp } from './hub-http.ts';

/** A hub that does not know the event gets the setup that was made here. Errors: `HubRequestError`. */
export async function offerUnknownEvent(hub: HubHttp, { setup, persons }: { setup: Setup; persons: readonly Person[] }): Promise<void> {
  if (await hub.knowsSetup(setup.event.id)) return;
  await hub.offerSetup(setup.event.id, { setup, persons: persons.map(({ revision: _, erased: __, ...person }) => person) });
}

/** Brings person records up to the hub's; the participants whose records are new. Errors: `HubRequestError`. */
export async function fetchPersons(hub: HubHttp, persons: PersonRecords): Promise<string[]> {
  const fetched: string[] = [];
  for (;;) {
    const since = persons.revision();
    const { items } = await hub.persons(persons.eventId, since);
    fetched.push(...(await persons.keep(items)));
    if (persons.revision() <= since) return fetched;
  }
}
