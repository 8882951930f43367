import { sha256Hex } from '@chute/timing';

/** Chance that can be played again: the same seed gives the same numbers on every machine. */
export type Random = {
  /** In [0, 1). */
  next(): number;
  /** Both ends in. */
  integer(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  bytes(count: number): Uint8Array;
};

/**
 * The generator sfc32, started from the SHA-256 of the seed.
 * Give each use a seed of its own (`7/field`, `7/faults`), so that turning one knob leaves the rest of the race as it was.
 */
export function seededRandom(seed: string): Random {
  const digest = sha256Hex(seed);
  const word = (index: number) => Number.parseInt(digest.slice(index * 8, index * 8 + 8), 16) | 0;
  let [a, b, c, counter] = [word(0), word(1), word(2), word(3)];

  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (list) => list[integer(0, list.length - 1)]!,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    bytes: (count) => Uint8Array.from({ length: count }, () => integer(0, 255)),
  };
}
