import type { Cast } from '../cast.ts';
import type { DiskFile } from '../models/disk.ts';
import type { EdgeBox } from '../parts/edge-box.ts';

/** Twins wait up to 8 s for each other, and it takes a few turns until the hub can be certain. */
const twinsToldWithinMs = 120_000;

/** Another disk goes into this box. If the hub has more of what the box wrote, the box must say so sooner or later; if not, there is nothing to say (any more). */
export function noteOldDisk(cast: Cast, box: EdgeBox, image: DiskFile): void {
  const { store } = cast.hub;
  const isShort = (journalId: string) => {
    const copy = image.journals.get(journalId);
    return copy ? copy.own && copy.entries.length < store.entriesOf(journalId).length : store.entriesOf(journalId).length > 0;
  };
  if (store.broughtBy(box.edgeId).some(isShort)) cast.oldDisks.add(box);
  else cast.oldDisks.delete(box);
}

/** At rest: whoever has, or is, a copy has told people. A hub that was itself restored may not know any more who brought what. */
export async function checkToldOfCopies({ world, profile, edges, oldDisks }: Cast): Promise<void> {
  const restored = profile.faults.has('hub-restored') ? [] : [...oldDisks];
  const silent = restored.find(({ told }) => !told.has('old-disk-copy'));
  if (silent) world.broken('old-disk-untold', `${silent.name} did not tell that its disk is an older copy`);

  const twins = edges.filter(({ name }) => edges.some((other) => other.name === `${name}-twin` || name === `${other.name}-twin`));
  const untold = () => twins.find(({ told }) => !told.has('twin'));
  for (const untilMs = world.nowMs + twinsToldWithinMs; untold() && world.nowMs < untilMs; ) await world.runUntil(world.nowMs + 2_000);
  if (untold()) world.broken('twin-untold', `${untold()!.name} did not tell that another box uses its name`);
}
