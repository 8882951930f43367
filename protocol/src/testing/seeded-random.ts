/** Numbers from 0 to 1 that one seed always gives in the same order (mulberry32): a failing seed is a regression test. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `from` to `to`, both in. */
export function between(random: () => number, { from, to }: { from: number; to: number }): number {
  return from + Math.floor(random() * (to - from + 1));
}
