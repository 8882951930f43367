import { newId } from '@chute/service';
import { Ballast } from '../ballast.ts';
import { workerChannel } from '../journal/worker-channel.ts';
import type { EdgeSettings } from '../settings.ts';

/** Runs an edge on this machine until it is told to stop. */
export async function start(settings: EdgeSettings): Promise<void> {
  const ballast = new Ballast({ folder: settings.dataFolder, bytes: settings.ballastBytes });
  ballast.releaseIfTight();
  // First of all, as a timer waits: the journal's thread looks its file over while this one loads all the rest.
  const journal = workerChannel({ folder: settings.dataFolder, journalId: newId(), newStoreId: newId() });
  const { run } = await import('./run.ts');
  await run(settings, { ballast, journal });
}
