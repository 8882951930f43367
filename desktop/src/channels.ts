import { z } from 'zod';
import { desktopSettingsSchema } from './settings.ts';

const bounds = z.object({ width: z.number(), height: z.number() });

export const foundEdgeSchema = z.object({ name: z.string(), address: z.string(), eventId: z.string().nullable() });
export type FoundEdge = z.infer<typeof foundEdgeSchema>;

/**
 * All that a page may ask of this program, and what it gets. Only the setup page has them; boards, displays and the announcer's view have none.
 * `asked` is checked when it comes in, `answered` when it goes out.
 */
export const channels = {
  'settings:read': {
    asked: z.undefined(),
    answered: z.object({ settings: desktopSettingsSchema, path: z.string(), problem: z.string().nullable() }),
  },
  'settings:save': {
    asked: desktopSettingsSchema,
    answered: z.object({ problem: z.string().nullable() }),
  },
  'monitors:list': {
    asked: z.undefined(),
    answered: z.array(z.object({ monitor: z.int(), label: z.string(), bounds })),
  },
  'edges:list': {
    asked: z.undefined(),
    answered: z.array(foundEdgeSchema),
  },
} as const;

export type Channel = keyof typeof channels;
export type Asked<C extends Channel> = z.input<(typeof channels)[C]['asked']>;
export type Answered<C extends Channel> = z.output<(typeof channels)[C]['answered']>;

/** Under which name the preload hands `ask` to the page. */
export const bridgeName = 'chute';
export type Bridge = { ask<C extends Channel>(channel: C, asked?: Asked<C>): Promise<Answered<C>> };
