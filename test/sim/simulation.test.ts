import { expect, test } from 'vitest';
import { simulate } from './testing/simulate.ts';

/** A slice; CI runs a thousand, `npm run proof` ten thousand. */
const seeds = Number(process.env.CHUTE_PROOF_SEEDS ?? 100);
const msPerSeed = 1_000;

test(
  'race days on which everything goes wrong that can: nothing is lost, nobody is timed wrongly, and no screen says otherwise',
  async () => {
    const half = Math.ceil(seeds / 2);
    const halves = [simulate({ seeds: half }), simulate({ seeds: seeds - half, from: half + 1 })];
    for (const { said, failed } of await Promise.all(halves)) expect(failed, said).toEqual([]);
  },
  60_000 + seeds * msPerSeed,
);

test('one seed tells one story, so a seed that failed is a test', async () => {
  const [once, again] = await Promise.all([simulate({ seeds: 1, from: 36 }), simulate({ seeds: 1, from: 36 })]);
  expect(once.hash).toMatch(/^[0-9a-f]{16}$/);
  expect(again.hash).toBe(once.hash);
  expect((await simulate({ seeds: 1, from: 37 })).hash).not.toBe(once.hash);
});
