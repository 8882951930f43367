import type { RaceClock } from '@chute/protocol';
import {
  clockSetting,
  dataDirSetting,
  flagSetting,
  hostSetting,
  type LogLevel,
  liveSourcesSetting,
  logLevelSetting,
  parseEnv,
  portSetting,
} from '@chute/service';
import { z } from 'zod';
import type { RateLimits } from './http/rate-limit.ts';

/** Everything that can be told to a hub. Nothing else reads the environment. */
export type HubSettings = {
  host: string;
  port: number;
  mqttPort: number;
  mqttUrl: string | undefined;
  mqttCaFile: string | undefined;
  mqttShare: string | undefined;
  databaseUrl: string | undefined;
  dataDir: string;
  clock: RaceClock;
  logLevel: LogLevel;
  rateLimits: RateLimits;
  proxyHops: number;
  openDocs: boolean;
  /** Other web origins whose pages may listen to `/live` without a web socket; our own always may. */
  allowedOrigins: string[];
  /** Where else pages of ours may hear the same events. */
  liveSources: string[];
};

const envSchema = z.object({
  CHUTE_HOST: hostSetting,
  CHUTE_HUB_PORT: portSetting(8000),
  CHUTE_MQTT_PORT: portSetting(1883),
  CHUTE_MQTT_URL: z.string().optional().describe('an outside broker, such as mqtt://broker.example:1883; leave it out for our own'),
  CHUTE_MQTT_CA: z.string().optional().describe('a file (PEM) that vouches for the broker at mqtts://; edges get it with their claim'),
  CHUTE_MQTT_SHARE: z.string().optional().describe('a name for the shared subscription of several hubs, such as hub'),
  DATABASE_URL: z.string().optional().describe('a Postgres 15 to 18 as its owner: postgres://owner:password@host/database'),
  CHUTE_DATA_DIR: dataDirSetting('hub'),
  CHUTE_CLOCK: clockSetting,
  CHUTE_LOG_LEVEL: logLevelSetting,
  CHUTE_RATE_LIMIT: z.coerce.number().int().min(1).default(3000).describe('requests a minute for one key (default 3000)'),
  CHUTE_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0).describe('how many proxies stand before the hub (default 0)'),
  CHUTE_OPEN_DOCS: flagSetting,
  CHUTE_LIVE_SOURCES: liveSourcesSetting,
  CHUTE_ALLOWED_ORIGINS: z.string().default('').describe('web origins with commas between, such as https://results.example'),
});

export function readEnv(env: NodeJS.ProcessEnv = process.env): HubSettings {
  const set = parseEnv(envSchema, env);
  return {
    host: set.CHUTE_HOST,
    port: set.CHUTE_HUB_PORT,
    mqttPort: set.CHUTE_MQTT_PORT,
    mqttUrl: set.CHUTE_MQTT_URL,
    mqttCaFile: set.CHUTE_MQTT_CA,
    mqttShare: set.CHUTE_MQTT_SHARE,
    databaseUrl: set.DATABASE_URL,
    dataDir: set.CHUTE_DATA_DIR,
    clock: set.CHUTE_CLOCK,
    logLevel: set.CHUTE_LOG_LEVEL,
    rateLimits: { perKey: set.CHUTE_RATE_LIMIT, refusedPerAddress: 30 },
    proxyHops: set.CHUTE_PROXY_HOPS,
    openDocs: set.CHUTE_OPEN_DOCS,
    allowedOrigins: set.CHUTE_ALLOWED_ORIGINS.split(',')
      .map((origin) => origin.trim())
      .filter(Boolean),
    liveSources: set.CHUTE_LIVE_SOURCES,
  };
}
