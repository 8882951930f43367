import { finishLocation, splitLocation, startLocation } from './course.ts';
import type { Runner } from './field.ts';
import type { RaceWish } from './race-plan.ts';
import { type Random, seededRandom } from './random.ts';

/** What every decoder family here can tell apart. */
export const resolutionMs = 10;

/**
 * One runner over one mat, with the reads that a perfect decoder would make of it, cut to what decoders can show.
 * `meaning` says what the crossing is in the race. Reads of a runner who waits before the gun mean nothing; those of one who lingers
 * at the finish mean nothing either, unless the finish itself was missed.
 */
export type Crossing = {
  runner: Runner;
  location: string;
  meaning: 'waiting' | 'start' | 'split' | 'finish' | 'lingering';
  reads: MatRead[];
};

export type MatRead = { atMs: number; antenna: number; count: number };

/** When each wave really starts: its schedule plus what a starter takes. */
export function trueGuns(wish: RaceWish, waveIds: readonly string[]): Map<string, number> {
  const random = seededRandom(`${wish.seed}/guns`);
  return new Map(waveIds.map((id, index) => [id, cut(wish.gunAtMs + index * wish.waveGapMs + random.integer(0, 4_000))]));
}

/** All crossings of the race, nothing missed. */
export function makeCrossings(wish: RaceWish, field: readonly Runner[], guns: ReadonlyMap<string, number>): Crossing[] {
  const random = seededRandom(`${wish.seed}/crossings`);
  return field.flatMap((runner) => (runner.fate === 'does-not-start' ? [] : crossingsOf(runner)));

  function crossingsOf(runner: Runner): Crossing[] {
    const gunAtMs = guns.get(runner.wave.id)!;
    const startAtMs = gunAtMs + runner.startDelayMs;
    const goesTo = runner.fate === 'drops-out' ? runner.stopsAfterM : wish.distanceM;
    const crossings: Crossing[] = [];
    if (random.chance(0.08)) crossings.push(waiting(runner, gunAtMs));
    crossings.push({ runner, location: startLocation, meaning: 'start', reads: overTheMat(startAtMs) });
    for (const distanceM of wish.splitsAtM) {
      if (distanceM > goesTo) continue;
      crossings.push({
        runner,
        location: splitLocation(distanceM),
        meaning: 'split',
        reads: overTheMat(reaches(runner, startAtMs, distanceM)),
      });
    }
    if (runner.fate === 'drops-out') return crossings;
    const finish = overTheMat(reaches(runner, startAtMs, wish.distanceM));
    crossings.push({ runner, location: finishLocation, meaning: 'finish', reads: finish });
    if (random.chance(0.05)) crossings.push(lingering(runner, finish.at(-1)!.atMs));
    return crossings;
  }

  /** Nobody runs evenly: a little slower as the race goes on, and a few tenths of chance. */
  function reaches(runner: Runner, startAtMs: number, distanceM: number): number {
    const fade = 1 + 0.02 * (distanceM / wish.distanceM) ** 2;
    return startAtMs + runner.msPerM * distanceM * fade + random.next() * 900;
  }

  /** Several antennas hear a chip several times within two or three seconds. */
  function overTheMat(atMs: number): MatRead[] {
    const reads = [read(atMs, random)];
    const isHeardAgain = () => reads.length < 3 * wish.readsEach && random.chance(1.1 - 1.1 / wish.readsEach);
    while (isHeardAgain()) reads.push(read(reads.at(-1)!.atMs + random.integer(80, 900), random));
    return reads;
  }

  function waiting(runner: Runner, gunAtMs: number): Crossing {
    const fromMs = gunAtMs - random.integer(20_000, 600_000);
    const reads = Array.from({ length: random.integer(1, 8) }, (_, index) => read(fromMs + index * random.integer(700, 2_400), random));
    return { runner, location: startLocation, meaning: 'waiting', reads: reads.filter((one) => one.atMs < gunAtMs) };
  }

  function lingering(runner: Runner, afterMs: number): Crossing {
    let atMs = afterMs;
    const reads = Array.from({ length: random.integer(3, 30) }, () => {
      atMs += random.integer(800, 9_000);
      return read(atMs, random);
    });
    return { runner, location: finishLocation, meaning: 'lingering', reads };
  }
}

function read(atMs: number, random: Random): MatRead {
  return { atMs: cut(atMs), antenna: random.pick([1, 2, 4, 8]), count: random.integer(1, 60) };
}

export function cut(atMs: number): number {
  return Math.floor(atMs / resolutionMs) * resolutionMs;
}
