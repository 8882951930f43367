import type { LiveRow } from '@chute/protocol';
import type { Browser } from 'playwright-core';
import { finisher, onCourse } from '../../screens/shown-race.ts';
import type { Figure } from '../figure.ts';
import { pause } from '../pace.ts';
import { openWall } from './walls.ts';

const manyFinishers = 50_000;
const atOnce = 100;

/**
 * A wall that is left running while everyone finishes, and then while every row comes once more with another time: what its page keeps, after the garbage is
 * gone. The first grows with the field, since who has finished has a time; the second must not grow at all.
 */
export async function longDay(browser: Browser, kind: 'board' | 'display'): Promise<Figure[]> {
  const rows = Array.from({ length: manyFinishers }, (_, at) => onCourse(at));
  const { page, source, close } = await openWall(browser, kind, rows);
  const session = await page.context().newCDPSession(page);
  const afterGcMb = async () => {
    await pause(400);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize / 1_048_576;
  };
  // The lowest of three: rows that are still on their way, or being written into the browser's store, are not kept.
  const keptMb = async () => Math.min(await afterGcMb(), await afterGcMb(), await afterGcMb());
  const allCome = async (rowOf: (n: number) => LiveRow) => {
    const looks = [await keptMb()];
    for (let done = 0; done < manyFinishers; done += atOnce) {
      source.tell({ rows: rows.slice(done, done + atOnce).map((_, at) => rowOf(done + at)) });
      await pause(5);
      if ((done + atOnce) % 10_000 === 0) looks.push(await keptMb());
    }
    return looks;
  };
  const finishing = await allCome((n) => finisher(n));
  const comingAgain = await allCome((n) => finisher(n, { officialChipMs: 1_000 * n, rankKey: 1_000 * n }));
  await close();
  return [
    growth(`${kind}-memory-growth`, 'everyone finishes', finishing),
    growth(`${kind}-memory-growth-again`, 'every row comes once more', comingAgain),
  ];
}

function growth(name: string, what: string, looks: readonly number[]): Figure {
  const note = `${what}; heap of the page after gc, by 10,000 rows: ${looks.map((mb) => mb.toFixed(1)).join(', ')} MB`;
  return { bench: `paint.${name}`, value: Number((looks.at(-1)! - looks[0]!).toFixed(2)), unit: 'MB', n: manyFinishers, note };
}
