import { FinishBox } from '../../lib/finish-box.ts';
import { ask, type House } from '../../lib/house.ts';
import { smallRace } from '../../lib/small-race.ts';

export type RaceAtHub = {
  eventId: string;
  /** Sends the next bib over the mat, and says which. */
  finisher: () => string;
  finished: () => number;
};

/** A hub with a race that is on, and an edge with a box at the finish. */
export async function raceAtHub(house: House, runners: number): Promise<RaceAtHub> {
  const setup = smallRace(runners);
  const eventId = setup.event.id;
  await house.startHub();
  await house.makePartner();
  const eventUrl = `${house.hubUrl}/api/v1/partners/${house.partnerId}/events/${eventId}`;
  await ask(`${eventUrl}/setup`, { token: house.key, method: 'PUT', body: { setup, persons: [] } });
  const { code } = await house.enrolEdge('fan', eventId);
  const edge = await house.startEdge('fan');
  await ask(`${edge.addresses.http}/api/claim`, { body: { hub_url: house.hubUrl, code } });
  await ask(`${edge.addresses.http}/api/entries`, { body: { kind: 'gun', wave_id: setup.waves[0]!.id, at: '2026-09-20T08:00:00Z' } });
  const box = house.closing(await FinishBox.dial(edge.addresses.chronotrack!));
  let bib = 0;
  return {
    eventId,
    finisher: () => {
      bib += 1;
      box.say([{ chip: bib, atMs: Date.UTC(2026, 8, 20, 8, 20) + bib * 10 }]);
      return String(bib);
    },
    finished: () => bib,
  };
}
