import { z } from 'zod';

/**
 * What one direction of every connection goes through. TCP loses no byte of a connection that lives and never changes their order, so neither do we:
 * what is held back comes out again, all of it and in order, unless the connection is cut first.
 */
const directionSchema = z.strictObject({
  delayMs: z.number().min(0),
  /** 0 = as fast as it goes. */
  bytesPerSecond: z.number().min(0),
  /** Chance of each byte to become another one. */
  corrupt: z.number().min(0).max(1),
  /** Nothing comes through, not even the end of the connection; the other side sees a peer that is there and says nothing. */
  silent: z.boolean(),
});
export type Direction = z.infer<typeof directionSchema>;

/** `welcome`: passed on. `refused`: reset at once. `unanswered`: accepted, and met with silence for ever. */
const callersSchema = z.enum(['welcome', 'refused', 'unanswered']);

/** The weather on a line. `up` is from who dials to whom it wants, `down` is back. */
export type Weather = {
  callers: z.infer<typeof callersSchema>;
  up: Direction;
  down: Direction;
  /** Whole connections change places, which is all that can be reordered on TCP: of two that dial, the second arrives first. */
  swap: boolean;
};

/** What is named changes, all else stays as it is. */
export const weatherChangeSchema = z.strictObject({
  callers: callersSchema.optional(),
  up: directionSchema.partial().optional(),
  down: directionSchema.partial().optional(),
  swap: z.boolean().optional(),
});
export type WeatherChange = z.infer<typeof weatherChangeSchema>;

const fairDirection: Direction = { delayMs: 0, bytesPerSecond: 0, corrupt: 0, silent: false };
export const fairWeather: Weather = { callers: 'welcome', up: fairDirection, down: fairDirection, swap: false };

export function changed(weather: Weather, change: WeatherChange): Weather {
  return {
    callers: change.callers ?? weather.callers,
    up: changedDirection(weather.up, change.up),
    down: changedDirection(weather.down, change.down),
    swap: change.swap ?? weather.swap,
  };
}

function changedDirection(now: Direction, change: WeatherChange['up'] = {}): Direction {
  return {
    delayMs: change.delayMs ?? now.delayMs,
    bytesPerSecond: change.bytesPerSecond ?? now.bytesPerSecond,
    corrupt: change.corrupt ?? now.corrupt,
    silent: change.silent ?? now.silent,
  };
}
