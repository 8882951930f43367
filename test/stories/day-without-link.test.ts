import { afterEach, expect, test } from 'vitest';
import { DayWithoutLink } from '../lib/day-without-link.ts';

/** `npm run bench drain` does it with a million, and measures it. */
const reads = 20_000;

let day: DayWithoutLink | undefined;
afterEach(() => day?.close());

test('24 hours without a link: once it is back the hub gets every read, while runners go on finishing on the screen beside the mats', async () => {
  day = await DayWithoutLink.begin({ reads, runners: 400, late: 400, dayS: 4 });
  await day.cutLink();
  await day.fill();
  await day.returnHub();
  const delays = await day.liveReads({ perSecond: 200, until: day.hubHolds(reads) });
  expect(delays.length).toBeGreaterThan(0);
  expect(await day.drained()).toBeGreaterThan(reads);
  await day.settles();
}, 300_000);
