import { eventually } from '../lib/eventually.ts';
import { FinishScreen } from '../lib/finish-screen.ts';
import { House, hubResults } from '../lib/house.ts';
import { raceAtHub } from './fan-out/race-at-hub.ts';
import { Traveller } from './fan-out/traveller.ts';
import type { Figure } from './figure.ts';
import { atPace } from './pace.ts';

/** A busy finish line. */
const perSecond = 5;

/**
 * A display loses its link while the race goes on, and comes to the hub's own list by its cursor when it is back: throws when a row is wrong, or when it needed the
 * whole picture. `CHUTE_PROOF_AWAY_MS=600000` keeps it away for ten minutes.
 */
export async function awayBench({ awayMs = Number(process.env.CHUTE_PROOF_AWAY_MS ?? 10_000) } = {}): Promise<Figure[]> {
  const seconds = Math.ceil(awayMs / 1_000);
  const house = await House.open();
  try {
    const race = await raceAtHub(house, Math.max(3_000, perSecond * seconds));
    // Others stay: a hub lets go of a stream that nobody hears for a minute, and then begins it anew.
    house.closing(await FinishScreen.open(house.hubUrl, race.eventId));
    const traveller = await Traveller.leave({ url: house.hubUrl, eventId: race.eventId });
    const leftAtMs = performance.now();
    await atPace(perSecond, seconds, () => void race.finisher());
    const items = await eventually('the hub has every finisher', async () => {
      const list = await hubResults(house, race.eventId);
      return list.items.filter(({ status }) => status === 'finished').length === race.finished() ? list.items : undefined;
    });
    const wasAwayS = Math.round((performance.now() - leftAtMs) / 1_000);
    const { tookMs, missed } = await traveller.comeBack();
    const lie = traveller.firstLie(items);
    if (lie) throw new Error(`the display that was away is wrong: ${lie}`);
    const { snapshot, delta } = traveller.messages;
    if (snapshot > 0) throw new Error('the display that was away needed the whole picture');
    const note = `away for ${wasAwayS} s, ${missed} changes behind, ${delta} message; then ${items.length} rows are as in the hub's own list`;
    return [{ bench: 'away.back', value: Number(tookMs.toPrecision(4)), unit: 'ms', n: missed, note }];
  } finally {
    await house.close();
  }
}
