import { z } from 'zod';
import { readClock } from './race-clock.ts';
import { SettingsError } from './settings-error.ts';

/** Settings that several programs share, as fields for their own schema. */
export const portSetting = (fallback: number) =>
  z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(fallback)
    .describe(`a port from 1 to 65535, or 0 for any free one (default ${fallback})`);

export const hostSetting = z
  .string()
  .default('127.0.0.1')
  .describe('the address to listen on: 127.0.0.1 for this machine only (default), 0.0.0.0 for all');

export const dataDirSetting = (app: string) =>
  z.string().default(`.chute/${app}`).describe(`a folder for the data of this program (default .chute/${app})`);

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];
export const logLevelSetting = z
  .enum(logLevels)
  .default('info')
  .describe(`one of ${logLevels.join(', ')} (default info)`);

/** `CHUTE_CLOCK`, already read: hand it to `raceClock`. Not set means real time. */
export const clockSetting = z
  .string()
  .optional()
  .transform((text, context) => {
    try {
      return readClock(text);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      context.addIssue({ code: 'custom', message: 'is no race clock' });
      return z.NEVER;
    }
  })
  .describe('JSON like {"originMs":1790000000000,"anchorMs":1790000000000,"rate":20}, or leave it out for real time');

/** Other servers on which the same events can be heard: pages may go on from them when their own server is lost. */
export const liveSourcesSetting = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((source) => source.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.url({ protocol: /^https?$/ })).max(8))
  .describe('where else pages may hear the same events, with commas between, such as http://192.0.2.7:8080,https://hub.example');

/** `1`, `true`, `yes`, `on` and their opposites. */
export const flagSetting = z.stringbool().default(false).describe('1 or 0 (default 0)');

/** `CHUTE_STOP_WITH_PARENT`, for `runService`: whoever starts a program as its child (`packages/stage`) sets it and holds the child's stdin open. */
export const stopWithParentSetting = flagSetting.describe('1 to end when stdin ends, 0 to ignore stdin (default 0)');
