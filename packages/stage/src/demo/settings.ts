import { dataDirSetting, hostSetting, logLevelSetting, parseEnv, portSetting } from '@chute/service';
import { z } from 'zod';

const schema = z.object({
  CHUTE_HOST: hostSetting,
  CHUTE_HUB_PORT: portSetting(8000),
  CHUTE_MQTT_PORT: portSetting(1883),
  CHUTE_EDGE_PORT: portSetting(8080),
  CHUTE_CHRONOTRACK_PORT: portSetting(61_611),
  CHUTE_DATA_DIR: dataDirSetting('demo'),
  CHUTE_LOG_LEVEL: logLevelSetting,
  DATABASE_URL: z.string().optional().describe('a Postgres to use instead of our own'),
});

/** What `npm start` can be told. Everything but the data folder is passed on to the programs as it is. */
export type DemoSettings = { dataDir: string; passedOn: Record<string, string | undefined> };

export function readEnv(env: Record<string, string | undefined>): DemoSettings {
  const { CHUTE_DATA_DIR, ...given } = parseEnv(schema, env);
  const passedOn = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value === undefined ? undefined : String(value)]),
  );
  return { dataDir: CHUTE_DATA_DIR, passedOn };
}
