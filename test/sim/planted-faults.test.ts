import { expect, test } from 'vitest';
import { simulate } from './testing/simulate.ts';

/** A thousand seeds would do; so few find each. */
const seeds = 200;

test.each([
  ['journal-acknowledges-before-commit', 'said-before-safe'],
  ['hub-states-before-commit', 'said-before-safe'],
  ['places-by-arrival', 'in truth'],
  ['restored-hub-not-believed', 'no-rest: the hub has'],
  ['hub-forgets-whose-journals', 'old-disk-untold'],
])(
  'a fault that was planted on purpose is found: %s',
  async (fault, words) => {
    const { said, failed } = await simulate({ seeds, fault });
    expect(failed).toHaveLength(1);
    expect(said).toContain(words);
    expect(said).toContain(`npm run sim -- --seeds 1 --from ${failed[0]} --trace`);
  },
  120_000,
);
