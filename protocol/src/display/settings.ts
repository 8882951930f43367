import { z } from 'zod';

/**
 * What feeds a display: `pre-race` whoever is heard before their gun, `live` whoever finishes, `results` the finishers of the race that stands, in order of place,
 * `test` five bibs made up for it, which no list ever holds.
 */
export const displayModeSchema = z.enum(['pre-race', 'live', 'results', 'test']);
export type DisplayMode = z.infer<typeof displayModeSchema>;

/** How runners wait for the screen. */
export const queueSettingsSchema = z.strictObject({
  /** Beyond it the least urgent, and of those the oldest, gives way, and is counted. */
  capacity: z.int().min(1).max(1_000).default(200),
  /** How long one is shown while nobody waits, and the least while many do. */
  showMs: z.int().min(500).max(600_000).default(6_000),
  shortestMs: z.int().min(250).max(600_000).default(1_500),
  /** Of a burst: everyone in turn but faster, or the newest at once and those between only in the lists. */
  burst: z.enum(['faster', 'newest']).default('faster'),
});
export type QueueSettings = z.infer<typeof queueSettingsSchema>;

export const displaySettingsSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  mode: displayModeSchema.default('live'),
  /** Races that feed it; none = all of the event. */
  raceIds: z.array(z.uuid()).max(50).default([]),
  /** Scenes at hand, in the order of the keys `1` to `9`; the first is on air at the start. */
  sceneIds: z
    .array(z.string().min(1).max(64))
    .min(1)
    .max(9)
    .default(['finish-line', 'finish-list', 'leaders', 'podium', 'welcome', 'led-wall']),
  queue: queueSettingsSchema.prefault({}),
  /** A short tone with each runner. */
  sound: z.boolean().default(false),
  /** Where else the same event can be heard when the source that served the page is lost, best first: `https://hub.example`, `http://192.0.2.7:8600`. */
  sources: z
    .array(z.url({ protocol: /^https?$/ }))
    .max(8)
    .default([]),
});
export type DisplaySettings = z.infer<typeof displaySettingsSchema>;
