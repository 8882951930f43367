import { BrokenInvariantError } from './broken-invariant-error.ts';
import { type Cast, makeCast } from './cast.ts';
import { calm, unleash } from './chaos.ts';
import { watchAtAllTimes } from './checks/at-all-times.ts';
import { unrest } from './checks/settled.ts';
import { checkToldOfCopies } from './checks/told-of-copies.ts';
import { checkWholeLog } from './checks/whole-log.ts';
import { drawProfile, type Profile } from './profile.ts';
import { Trace } from './trace.ts';
import { World } from './world.ts';

/** How a run ended. `hash` is over everything that happened: the same seed gives the same one. */
export type SeedReport = {
  seed: number;
  hash: string;
  events: number;
  virtualMs: number;
  profile: Profile;
  broken: { code: string; detail: string; stack: string; last: readonly string[] } | undefined;
};

const restWithinMs = 400_000;
const lookEveryMs = 2_000;

/** One whole race with its faults, from one seed. */
export async function runSeed(
  seed: number,
  at: { folderOf: (edge: number) => string; tell?: (line: string) => void },
): Promise<SeedReport> {
  const trace = new Trace(at.tell);
  const world = new World({ seed, trace });
  const profile = drawProfile(world);
  trace.add(`seed ${seed}: ${[...profile.faults].join(' ')}`);
  const escaped = (error: unknown) => world.broken('exception', String((error as Error)?.stack ?? error));
  process.on('unhandledRejection', escaped);
  let broken: BrokenInvariantError | undefined;
  try {
    const cast = makeCast(world, profile, at.folderOf);
    watchAtAllTimes(cast);
    await world.runUntil(unleash(cast));
    calm(cast);
    await comesToRest(cast);
    await checkToldOfCopies(cast);
    checkWholeLog(cast);
    await world.runUntil(world.nowMs + 1);
  } catch (error) {
    broken = error instanceof BrokenInvariantError ? error : new BrokenInvariantError('exception', (error as Error).stack ?? String(error));
  } finally {
    process.off('unhandledRejection', escaped);
  }
  const last = [...trace.last];
  trace.add(world.fingerprint());
  const found = broken && {
    code: broken.code,
    detail: broken.message,
    stack: String((broken.cause as Error)?.stack ?? ''),
    last,
  };
  return { seed, hash: trace.digest(), events: trace.events, virtualMs: world.nowMs, profile, broken: found };
}

async function comesToRest(cast: Cast): Promise<void> {
  const { world } = cast;
  const untilMs = world.nowMs + restWithinMs;
  let reason: string | undefined = 'nobody has looked yet';
  while (reason !== undefined && world.nowMs < untilMs) {
    await world.runUntil(world.nowMs + lookEveryMs);
    reason = unrest(cast);
  }
  if (reason !== undefined) throw new BrokenInvariantError('no-rest', reason);
  world.say('world', 'is at rest');
}
