import { z } from 'zod';

/** An address of an edge or a hub; what follows its port is left away. */
export const sourceSchema = z.url({ protocol: /^https?$/ }).transform((address) => new URL(address).origin);

const onMonitor = {
  /** From 1: the main one, then the others from left to right. */
  monitor: z.int().min(1).max(16).default(1),
  /** The whole monitor, and nothing of the desktop behind it. */
  kiosk: z.boolean().default(true),
};
export const screenSchema = z.discriminatedUnion('page', [
  z.strictObject({ page: z.literal('board'), eventId: z.uuid(), ...onMonitor }),
  z.strictObject({ page: z.literal('announcer'), eventId: z.uuid(), ...onMonitor }),
  z.strictObject({ page: z.literal('display'), code: z.string().regex(/^[\w-]{8,64}$/), ...onMonitor }),
]);
export type Screen = z.infer<typeof screenSchema>;

export const desktopSettingsSchema = z.strictObject({
  /** Where events are heard, best first: a hub, then the edges beside the mats. */
  sources: z.array(sourceSchema).max(8).default([]),
  /** One window a monitor. */
  screens: z
    .array(screenSchema)
    .max(16)
    .default([])
    .refine((screens) => new Set(screens.map(({ monitor }) => monitor)).size === screens.length, 'two screens are on one monitor'),
  startAtLogin: z.boolean().default(false),
  /** Look for edges on this network, to be offered on the setup page. */
  findEdges: z.boolean().default(true),
});
export type DesktopSettings = z.infer<typeof desktopSettingsSchema>;

/** The settings file cannot be used: `problem` says why, in words for whoever set this computer up. */
export class DesktopSettingsError extends Error {
  override name = 'DesktopSettingsError';
  readonly code: 'unreadable' | 'not-json' | 'wrong';
  readonly problem: string;

  constructor(at: { code: DesktopSettingsError['code']; path: string; problem: string }, options?: ErrorOptions) {
    super(`${at.path}: ${at.problem}`, options);
    this.code = at.code;
    this.problem = at.problem;
  }
}

/** `null`: there is no such file yet. Errors: `DesktopSettingsError`. */
export function readSettings(text: string | null, path: string): DesktopSettings {
  if (text === null) return desktopSettingsSchema.parse({});
  const parsed = desktopSettingsSchema.safeParse(jsonOf(text, path));
  if (parsed.success) return parsed.data;
  throw new DesktopSettingsError({ code: 'wrong', path, problem: z.prettifyError(parsed.error) });
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DesktopSettingsError({ code: 'not-json', path, problem: (error as Error).message }, { cause: error });
  }
}
