import { byId } from '../by-id.ts';
import type { Setup } from '../setup.ts';
import { ageBands } from './age-bands.ts';
import { finishWindow } from './finish-window.ts';
import type { WatchOut } from './watch-out.ts';

/** What can be told of a setup before race day, without any log. The order of races in the setup means nothing. */
export function rehearse(setup: Setup): WatchOut[] {
  const races = setup.races.toSorted(byId);
  return [...ageBands({ ...setup, races }), ...finishWindow(setup)];
}
