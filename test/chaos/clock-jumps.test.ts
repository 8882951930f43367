import type { AppProcess } from '@chute/stage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../lib/eventually.ts';
import { FakeTime, fakeTimeLibrary } from '../lib/fake-time.ts';
import { House } from '../lib/house.ts';
import { statusOf, TimedRace } from '../lib/timed-race.ts';

const hourMs = 3_600_000;
const plantedFault = new URL('../faults/edge-watches-no-clock.ts', import.meta.url).href;

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

test.skipIf(!fakeTimeLibrary)(
  'the edge’s clock jumps an hour ahead and back in mid-race: said within two seconds, and no result moves (needs libfaketime)',
  async () => {
    await house.startHub();
    await house.makePartner();
    const race = await TimedRace.load(house, { seed: 36 });
    const clock = new FakeTime(house.folder);
    const edge = await race.edge('finish', { env: clock.env });
    const game = await race.play(edge.addresses.chronotrack!);

    await race.heardAt(edge, 0.3);
    for (const [steps, aheadS] of [
      [1, 3_600],
      [2, 0],
    ] as const) {
      clock.moveTo(aheadS);
      const movedAtMs = performance.now();
      const movedMs = await eventually(`an alarm at step ${steps}`, () => stepSaid(edge, steps));
      expect(performance.now() - movedAtMs).toBeLessThan(2_000);
      expect(Math.abs(movedMs - (steps === 1 ? hourMs : -hourMs))).toBeLessThan(1_000);
      await race.heardAt(edge, 0.3 + 0.3 * steps);
    }
    await game.finished();
    await race.close();
    await race.settles(edge);
  },
  120_000,
);

test.skipIf(!fakeTimeLibrary)(
  'an edge that does not watch its clock would be found out (needs libfaketime)',
  async () => {
    const clock = new FakeTime(house.folder);
    const edge = await house.startEdge('finish', { env: clock.env, nodeArgs: ['--import', plantedFault] });
    clock.moveTo(3_600);
    await expect(eventually('an alarm', () => stepSaid(edge, 1), { withinMs: 4_000 })).rejects.toThrow('an alarm');
  },
  60_000,
);

type Status = {
  clock: { steps_since_start: number };
  notices: { code: string; facts?: { movedMs?: number } }[];
};

async function stepSaid(edge: AppProcess, steps: number): Promise<number | undefined> {
  const { clock, notices } = await statusOf<Status>(edge);
  const said = notices.findLast(({ code }) => code === 'clock-step');
  return clock.steps_since_start === steps ? said?.facts?.movedMs : undefined;
}
