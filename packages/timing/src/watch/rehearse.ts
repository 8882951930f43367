import type { Setup } from '../setup.ts';
import { ageBands } from './age-bands.ts';
import { finishWindow } from './finish-window.ts';
import type { WatchOut } from './watch-out.ts';

/** What can be told of a setup before race day, without any log. The order of races in the setup means nothing. */
export function rehearse(setup: Setup): WatchOut[] {
  const races = setup.races.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return [...ageBands({ ...setup, races }), ...finishWindow(setup)];
}
