import { resolve } from 'node:path';
import {
  clockSetting,
  dataDirSetting,
  flagSetting,
  hostSetting,
  liveSourcesSetting,
  logLevelSetting,
  parseEnv,
  portSetting,
  SettingsError,
  stopWithParentSetting,
} from '@chute/service';
import { z } from 'zod';

const common = {
  /** Which clock the decoder shows where it names no zone. */
  zone: z.enum(['event-local', 'utc']).optional(),
  /** What the decoder sends to say who: `auto` tries the chip map first, then bibs. */
  identIs: z.enum(['auto', 'chip', 'bib']).optional(),
};
const listen = z.strictObject({
  transport: z.literal('listen'),
  port: z.int().min(0).max(65_535),
  host: z.string().optional(),
  allow: z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).default([]),
});
const dial = z.strictObject({ transport: z.literal('dial'), host: z.string(), port: z.int().min(1).max(65_535) });
const serial = z.strictObject({ transport: z.literal('serial'), path: z.string(), baudRate: z.int().positive().default(115_200) });
const replay = z.strictObject({ transport: z.literal('replay'), path: z.string() });

const ctp01 = { ...common, family: z.literal('ctp01'), timeFormat: z.enum(['normal', 'iso', 'unix', 'msecs']).optional() };
const ipico = {
  ...common,
  family: z.literal('ipico'),
  /** IPICO names no location: reads are heard here. */
  location: z.string().min(1),
  readerLocations: z.record(z.string(), z.string()).optional(),
};
/** One way in for decoders: a family, and what carries it. */
const decoderSchema = z.union([
  ...[listen, dial, serial, replay].map((transport) => transport.extend(ctp01)),
  ...[listen, dial, serial, replay].map((transport) => transport.extend(ipico)),
] as const);

type Transport = z.infer<typeof listen> | z.infer<typeof dial> | z.infer<typeof serial> | z.infer<typeof replay>;
type Family = z.infer<z.ZodObject<typeof ctp01>> | z.infer<z.ZodObject<typeof ipico>>;
export type DecoderSettings = Transport & Family;

const envSchema = z.object({
  CHUTE_HOST: hostSetting,
  CHUTE_EDGE_PORT: portSetting(8080),
  CHUTE_CHRONOTRACK_PORT: portSetting(61_611),
  CHUTE_DATA_DIR: dataDirSetting('edge'),
  CHUTE_DECODERS: z
    .string()
    .optional()
    .describe(
      'JSON: a list like [{"family":"ipico","transport":"serial","path":"/dev/ttyUSB0","location":"FINISH"}]; leave it out for one ChronoTrack port',
    ),
  CHUTE_EDGE_SETUP: z.string().optional().describe('a file with a setup ({"setup": …, "persons": […]}) to begin with'),
  CHUTE_EVENT_ID: z.uuid().optional().describe('the id of the event to time'),
  CHUTE_EDGE_NAME: z.string().max(100).default('edge').describe('how this edge is called at the hub (default edge)'),
  CHUTE_BALLAST_MB: z.coerce
    .number()
    .int()
    .min(0)
    .max(4_096)
    .default(64)
    .describe('room on the disk to keep aside for when it is full; 0 for none (default 64)'),
  CHUTE_LIVE_SOURCES: liveSourcesSetting,
  CHUTE_MDNS: flagSetting.describe('1 to say on the network, by mDNS, that this edge is here (default 0)'),
  CHUTE_CLOCK: clockSetting,
  CHUTE_LOG_LEVEL: logLevelSetting,
  CHUTE_STOP_WITH_PARENT: stopWithParentSetting,
});

export type EdgeSettings = ReturnType<typeof readEnv>;

/** All that an edge can be told from outside. Errors: `SettingsError`, naming each variable. */
export function readEnv(env: Record<string, string | undefined>) {
  const given = parseEnv(envSchema, env);
  const chronoTrack = { family: 'ctp01', transport: 'listen', port: given.CHUTE_CHRONOTRACK_PORT, allow: [] } satisfies DecoderSettings;
  return {
    host: given.CHUTE_HOST,
    port: given.CHUTE_EDGE_PORT,
    dataFolder: resolve(given.CHUTE_DATA_DIR),
    decoders: given.CHUTE_DECODERS === undefined ? [chronoTrack] : readDecoders(given.CHUTE_DECODERS),
    setupFile: given.CHUTE_EDGE_SETUP,
    eventId: given.CHUTE_EVENT_ID,
    name: given.CHUTE_EDGE_NAME,
    ballastBytes: given.CHUTE_BALLAST_MB * 1024 * 1024,
    liveSources: given.CHUTE_LIVE_SOURCES,
    mdns: given.CHUTE_MDNS,
    clock: given.CHUTE_CLOCK,
    logLevel: given.CHUTE_LOG_LEVEL,
    stopWithParent: given.CHUTE_STOP_WITH_PARENT,
  };
}

/** The variable that holds the port of a listener, for the sentence that says it is taken. */
export function portVariable(family: DecoderSettings['family']): string {
  return family === 'ctp01' ? 'CHUTE_CHRONOTRACK_PORT' : 'CHUTE_DECODERS';
}

function readDecoders(text: string): DecoderSettings[] {
  const parsed = z.array(decoderSchema).max(32).safeParse(jsonOrUndefined(text));
  if (parsed.success) return parsed.data as DecoderSettings[];
  throw new SettingsError([{ variable: 'CHUTE_DECODERS', problem: `is not a list of decoders: ${z.prettifyError(parsed.error)}` }]);
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
