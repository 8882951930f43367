/** What the rules see of a read: when, where, and which row of the table it is. `backup`: the decoder that stood by for this location and heard it (SR-07). */
export type TimedRead = { atMs: number; location: string; row: number; backup?: string };

/** The reads, in time order, as passings: a read closer than the gap to the one before belongs to the same crossing (SR-06). */
export function passingsOf(reads: readonly TimedRead[], gapMs: number): TimedRead[][] {
  const passings: TimedRead[][] = [];
  for (const read of reads) {
    const passing = passings.at(-1);
    if (passing && read.atMs - passing.at(-1)!.atMs < gapMs) passing.push(read);
    else passings.push([read]);
  }
  return passings;
}
