import { tellDeskStoreStory } from '@chute/displays/testing';
import { newId } from '@chute/service';
import { afterAll, beforeAll } from 'vitest';
import { aSetup } from '../testing/a-setup.ts';
import { startTestHub, type TestHub } from '../testing/test-hub.ts';
import { sqlDeskStore } from './sql-desk-store.ts';

const [ours, other] = [aSetup(['101']), aSetup(['102'])];
let hub: TestHub;
let partnerId: string;
beforeAll(async () => {
  hub = await startTestHub();
  const partner = await hub.newPartner();
  partnerId = partner.partnerId;
  for (const setup of [ours, other])
    await hub.ask(partner.token, 'PUT', `/api/v1/partners/${partnerId}/events/${setup.event.id}/setup`, { setup });
}, 60_000);
afterAll(() => hub.stop());

tellDeskStoreStory({
  open: async () => sqlDeskStore(hub.hub.core.db, partnerId),
  eventId: ours.event.id,
  otherEventId: other.event.id,
  newId,
});
