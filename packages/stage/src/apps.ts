import { fileURLToPath } from 'node:url';
import type { RaceClock } from '@chute/protocol';
import { type AppProcess, type AppStart, type Ending, runApp, startApp } from './app-process.ts';

/** Where each program is, seen from here. Apps are started by path and met on the wire, never imported. */
const entries = {
  hub: entryOf('cloud'),
  edge: entryOf('edge'),
  sim: entryOf('simulator'),
};

type Limits = Pick<AppStart, 'nodeArgs' | 'readyWithinMs' | 'stopWithinMs' | 'signal' | 'onStderr'>;

export type AppOptions = Limits & {
  dataDir: string;
  /** `CHUTE_CLOCK`; real time when absent. */
  clock?: RaceClock | undefined;
  env?: Record<string, string | undefined>;
};

/** Hub with its own Postgres and broker, on free ports unless `env` gives them. Addresses: `http`, `mqtt`. */
export function startHub({ dataDir, clock, env, ...limits }: AppOptions): Promise<AppProcess> {
  const settings = { CHUTE_DATA_DIR: dataDir, CHUTE_HUB_PORT: '0', CHUTE_MQTT_PORT: '0', ...clockEnv(clock), ...env };
  return startApp({ name: 'chute-hub', entry: entries.hub, args: ['start', '--stop-with-parent'], env: settings, ...limits });
}

/** An edge, on free ports and without ballast on this disk unless `env` gives them. Addresses: `http`, `chronotrack`. */
export function startEdge({ dataDir, clock, env, ...limits }: AppOptions): Promise<AppProcess> {
  const settings = {
    CHUTE_DATA_DIR: dataDir,
    CHUTE_EDGE_PORT: '0',
    CHUTE_CHRONOTRACK_PORT: '0',
    CHUTE_BALLAST_MB: '0',
    ...clockEnv(clock),
    ...env,
  };
  return startApp({ name: 'chute-edge', entry: entries.edge, args: ['start'], env: settings, ...limits });
}

type SimOptions = Limits & {
  cwd?: string;
  clock?: RaceClock | undefined;
  env?: Record<string, string | undefined>;
};

/** A command of the simulator that goes on until it is told to stop or is done: `race`, `replay`, `record`. */
export function startSim(args: readonly string[], { clock, env, ...limits }: SimOptions = {}): Promise<AppProcess> {
  return startApp({ name: 'chute-sim', entry: entries.sim, args, env: { ...clockEnv(clock), ...env }, ...limits });
}

/** A command of the simulator to its end: `race --plan-only`, `check`, `load`, … */
export function runSim(args: readonly string[], options: Omit<SimOptions, 'readyWithinMs'> & { withinMs?: number } = {}): Promise<Ran> {
  const { clock, env, ...limits } = options;
  return runApp({ name: 'chute-sim', entry: entries.sim, args, env: { ...clockEnv(clock), ...env }, ...limits });
}

/** A command of the hub to its end: `partner create`, `key create`, `edge enrol`, … */
export function runHub(args: readonly string[], { dataDir, env }: Pick<AppOptions, 'dataDir' | 'env'>): Promise<Ran> {
  return runApp({ name: 'chute-hub', entry: entries.hub, args, env: { CHUTE_DATA_DIR: dataDir, ...env } });
}

export type Ran = Ending & { stdout: string; stderr: string };

function clockEnv(clock: RaceClock | undefined): Record<string, string> {
  return clock ? { CHUTE_CLOCK: JSON.stringify(clock) } : {};
}

function entryOf(workspace: string): string {
  return fileURLToPath(new URL(`../../../${workspace}/src/main.ts`, import.meta.url));
}
