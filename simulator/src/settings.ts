import type { RaceClock } from '@chute/protocol';
import { clockSetting, logLevelSetting, parseEnv, realTime, stopWithParentSetting } from '@chute/service';
import { z } from 'zod';

const schema = z.object({
  CHUTE_CLOCK: clockSetting,
  CHUTE_LOG_LEVEL: logLevelSetting,
  CHUTE_STOP_WITH_PARENT: stopWithParentSetting,
  CHUTE_TOKEN: z
    .string()
    .optional()
    .describe('a key of a hub (chute_<partner>_<key>_<secret>) or the console key of an edge, so that it need not stand in the command'),
});

export type Settings = {
  /** Null when no clock was given. */
  clock: RaceClock | null;
  logLevel: z.output<typeof logLevelSetting>;
  stopWithParent: boolean;
  token: string | null;
};

export function readEnv(env: Record<string, string | undefined>): Settings {
  const given = parseEnv(schema, env);
  return {
    clock: given.CHUTE_CLOCK === realTime ? null : given.CHUTE_CLOCK,
    logLevel: given.CHUTE_LOG_LEVEL,
    stopWithParent: given.CHUTE_STOP_WITH_PARENT,
    token: given.CHUTE_TOKEN ?? null,
  };
}
