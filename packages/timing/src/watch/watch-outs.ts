import { finishWithoutStart } from './finish-without-start.ts';
import { impossibleTime } from './impossible-time.ts';
import { missedReads } from './missed-reads.ts';
import { oneChipTwoPeople } from './one-chip-two-people.ts';
import { overdue } from './overdue.ts';
import { rehearse } from './rehearse.ts';
import { swappedChips } from './swapped-chips.ts';
import type { WatchOut } from './watch-out.ts';
import type { Watched } from './watched.ts';
import { waveWithoutGun } from './wave-without-gun.ts';

/** All that a person should look at, most pressing first: what costs a whole wave, people who may need help, then single results, then the setup. */
export function watchOuts(watched: Watched): WatchOut[] {
  const { log, setup } = watched;
  const tooFast = impossibleTime(watched);
  const toldIds = new Set(tooFast.flatMap(({ participantIds }) => participantIds));
  const participants = Array.from(log.roster.claims(), ({ participant }) => participant);
  return [
    ...waveWithoutGun(watched),
    ...overdue(watched),
    ...missedReads(watched),
    ...swappedChips(watched),
    ...oneChipTwoPeople(watched, toldIds),
    ...tooFast,
    ...finishWithoutStart(watched),
    ...rehearse({ ...setup, participants }),
  ];
}
