import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requestJson } from './http-json.ts';

/** A partner of the demo's own, its event, and a code with which one edge may join. */
export type HubEvent = { partnerId: string; token: string; code: string };

/** The hub's platform key lies in its data folder, which is ours; with it a partner is made, and all else with the partner's own key. */
export async function createEventAtHub(
  hub: { http: string; dataDir: string },
  event: { eventId: string; folder: string },
): Promise<HubEvent> {
  const platform = (await readFile(join(hub.dataDir, 'platform-key'), 'utf8')).trim();
  const made = await requestJson<{ partner: { partner_id: string }; api_key: { token: string } }>('POST', `${hub.http}/api/v1/partners`, {
    token: platform,
    body: { name: 'Demo timing' },
  });
  const { partner_id: partnerId } = made.partner;
  const { token } = made.api_key;
  const root = `${hub.http}/api/v1/partners/${partnerId}`;
  const body: unknown = JSON.parse(await readFile(join(event.folder, 'event.json'), 'utf8'));
  await requestJson('PUT', `${root}/events/${event.eventId}/setup`, { token, body });
  const { code } = await requestJson<{ code: string }>('POST', `${root}/edges`, {
    token,
    body: { name: 'finish line', event_id: event.eventId },
  });
  return { partnerId, token, code };
}
