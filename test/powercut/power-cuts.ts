import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { seededRandom } from '../lib/seeded-random.ts';
import { whatIsWrong } from './after-the-cut.ts';
import { ClaimLines } from './claim.ts';
import { Disk } from './disk.ts';
import type { Luck } from './disk-file.ts';
import { folderInMemory, type Recording } from './recording.ts';

export type CutResult = { cuts: number; claims: number; broken: string[] };

/** Shares of the unsynced writes that survive: none and all of them are as likely as anything between. */
const shares = [0, 0, 0.1, 0.5, 0.9, 1, 1];

/**
 * Cuts the power at `cuts` instants of a recording and starts the edge's journal on what each leaves.
 * The disk is told the recording once, from cut to cut. `broken` names seed and cut.
 */
export function cutPower(
  { root, dataDir, claimsFile, events }: Recording,
  options: { cuts: number; seed: number; untilBroken?: boolean },
): CutResult {
  const { cuts, seed, untilBroken = false } = options;
  const random = seededRandom(seed);
  const instants = Array.from({ length: cuts }, () => Math.floor(random() * (events.length + 1))).sort((one, other) => one - other);
  const disk = new Disk(root, random);
  const said = new ClaimLines(claimsFile);
  const broken: string[] = [];
  const scratch = folderInMemory();
  let told = 0;
  try {
    for (const [cut, instant] of instants.entries()) {
      if (untilBroken && broken.length > 0) break;
      for (; told < instant; told++) if (!said.take(events[told]!)) disk.happened(events[told]!);
      layOut(disk.afterCut(luckOf(seed, cut)), { root, scratch });
      const wrong = whatIsWrong(join(scratch, relative(root, dataDir)), said.claims);
      broken.push(...wrong.map((what) => `seed ${seed}, cut ${cut} (after event ${instant} of ${events.length}): ${what}`));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return { cuts, claims: said.claims.length, broken };
}

function luckOf(seed: number, cut: number): Luck {
  const random = seededRandom(seed * 1_000_003 + cut);
  return { random, kept: shares[Math.floor(random() * shares.length)]!, torn: random() < 0.5 ? 0 : random() };
}

export function layOut(image: Map<string, Buffer>, { root, scratch }: { root: string; scratch: string }): void {
  rmSync(scratch, { recursive: true, force: true });
  for (const [path, bytes] of image) {
    const place = join(scratch, relative(root, path));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, bytes);
  }
}
