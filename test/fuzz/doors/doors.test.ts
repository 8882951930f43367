import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, House } from '../../lib/house.ts';
import { smallRace } from '../../lib/small-race.ts';
import { Dice } from '../dice.ts';
import { edgeDoors } from './edge-doors.ts';
import { honestScreen, hostileScreens, slowBodies } from './hostile-screens.ts';
import { hubDoors } from './hub-doors.ts';
import { type Door, knock } from './knock.ts';

/** To each route that takes a body; `npm run proof` asks for more. */
const knocks = Number(process.env.CHUTE_PROOF_KNOCKS ?? 6);
const subscribes = Number(process.env.CHUTE_PROOF_KNOCKS ?? 60);
const setup = smallRace(20);
const eventId = setup.event.id;

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

test('whatever is sent to an edge over HTTP and Socket.IO is refused with the reason, and the edge goes on', async () => {
  const edge = await house.startEdge('edge');
  const url = edge.addresses.http!;
  const enter = async () => {
    await ask(`${url}/api/setup`, { body: { setup } });
    await ask(`${url}/api/session`, { body: { event_id: eventId } });
  };
  await enter();
  house.closing(slowBodies(url, 40));
  const doors = await edgeDoors(url, setup);
  expect(doors.length).toBeGreaterThanOrEqual(4);
  expect(await knockAtAll(doors)).toEqual([]);
  await hostileScreens(new Dice(7), url, { eventId, subscribes });
  await enter();
  expect(await honestScreen(url, eventId)).toBe(true);
  expect(await ask(`${url}/health`)).toMatchObject({ ok: true });
}, 300_000);

test('whatever is sent to a hub over HTTP and Socket.IO is refused with the reason, and the hub goes on', async () => {
  await house.startHub();
  await house.makePartner();
  const event = `${house.hubUrl}/api/v1/partners/${house.partnerId}/events/${eventId}`;
  await ask(`${event}/setup`, { token: house.key, method: 'PUT', body: { setup, persons: [] } });
  house.closing(slowBodies(house.hubUrl, 40));
  const doors = await hubDoors(house.hubUrl, { partner_id: house.partnerId, event_id: eventId, race_id: setup.races[0]!.id });
  expect(doors.length).toBeGreaterThan(12);
  expect(await knockAtAll(doors, house.key)).toEqual([]);
  await hostileScreens(new Dice(8), house.hubUrl, { eventId, subscribes });
  await ask(`${event}/setup`, { token: house.key, method: 'PUT', body: { setup, persons: [] } });
  expect(await honestScreen(house.hubUrl, eventId)).toBe(true);
}, 300_000);

async function knockAtAll(doors: readonly Door[], token?: string): Promise<string[]> {
  const dice = new Dice(5);
  const complaints: string[] = [];
  for (const door of doors) {
    for (let at = 0; at < knocks; at += 1) {
      const complaint = await knock(dice, door, token);
      if (complaint) complaints.push(complaint);
    }
  }
  return complaints;
}
