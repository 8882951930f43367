import { readFile } from 'node:fs/promises';
import type { DisplayRecord, ImageRecord, RunnerMessage, SceneVersion, ShareRecord } from '@chute/displays';
import { displaySettingsSchema } from '@chute/protocol';
import { z } from 'zod';
import { durableWrite } from './durable-write.ts';

/** What the desk knows of one event, but for scenes and images themselves, which have files of their own. */
export type DeskFile = {
  displays: DisplayRecord[];
  shares: ShareRecord[];
  /** Newest first within a scene. */
  scenes: SceneVersion[];
  images: ImageRecord[];
  messages: RunnerMessage[];
};

const onAirSchema = z.object({
  sceneId: z.string(),
  calledUp: z.object({ state: z.enum(['resting', 'podium', 'message', 'emergency']), text: z.string() }).nullable(),
  isHeld: z.boolean(),
});

const deskFileSchema = z.object({
  displays: z.array(z.object({ displayId: z.uuid(), eventId: z.uuid(), settings: displaySettingsSchema, onAir: onAirSchema.nullable() })),
  shares: z.array(
    z.object({
      ...{ shareId: z.uuid(), displayId: z.uuid(), eventId: z.uuid(), sha256: z.string(), scope: z.enum(['look', 'steer']) },
      ...{ createdAtMs: z.int(), expiresAtMs: z.int().nullable(), revokedAtMs: z.int().nullable() },
    }),
  ),
  scenes: z.array(z.object({ eventId: z.uuid(), sceneId: z.string(), version: z.int(), name: z.string(), savedAtMs: z.int() })),
  images: z.array(
    z.object({
      ...{ eventId: z.uuid(), sha256: z.string(), mediaType: z.enum(['image/png', 'image/jpeg', 'image/webp']) },
      ...{ byteCount: z.int(), width: z.int(), height: z.int(), addedAtMs: z.int() },
    }),
  ),
  messages: z.array(
    z.object({
      ...{ text: z.string(), raceId: z.uuid().nullable(), waveId: z.uuid().nullable(), displayId: z.uuid().nullable() },
      ...{ placeUpTo: z.int().nullable(), milestone: z.boolean() },
    }),
  ),
}) satisfies z.ZodType<DeskFile>;

export class DeskFileError extends Error {
  override name = 'DeskFileError';
  readonly code = 'desk-file-unreadable';

  constructor(path: string, options?: ErrorOptions) {
    super(`${path} is not what this program wrote: move it away to begin anew`, options);
  }
}

/** Errors: `DeskFileError` for a file that is not ours; one that is not there is a desk that nobody used. */
export async function readDeskFile(path: string): Promise<DeskFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { displays: [], shares: [], scenes: [], images: [], messages: [] };
  }
  try {
    return deskFileSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new DeskFileError(path, { cause: error });
  }
}

export function writeDeskFile(path: string, desk: DeskFile): Promise<void> {
  return durableWrite(path, JSON.stringify(desk));
}
