import { type DisplaySettings, type DisplayState, displayModeSchema, displaySettingsSchema } from '@chute/protocol';
import { z } from 'zod';
import type { DisplayRecord, ImageRecord, SceneVersion, ShareRecord } from '../records.ts';
import { type RunnerMessage, runnerMessageSchema, runnerMessagesMax } from '../runner-messages.ts';
import { camelKeys, snakeKeys } from './key-case.ts';

const instant = z.iso.datetime();

const queueBody = z.strictObject({
  capacity: z.int().min(1).max(1_000),
  show_ms: z.int().min(500).max(600_000),
  shortest_ms: z.int().min(250).max(600_000),
  burst: z.enum(['faster', 'newest']),
});

const settingsFields = {
  name: z.string().trim().min(1).max(80),
  mode: displayModeSchema,
  race_ids: z.array(z.uuid()).max(50),
  scene_ids: z.array(z.string().min(1).max(64)).min(1).max(9),
  queue: queueBody,
  sound: z.boolean(),
  sources: z.array(z.url({ protocol: /^https?$/ })).max(8),
};

const settingsBody = z.object(settingsFields).meta({ id: 'DisplaySettings' });

/** Only the name has to be said. */
export const newDisplayBody = z
  .strictObject(settingsFields)
  .partial()
  .extend({ name: settingsFields.name, queue: queueBody.partial().optional() });
export const displayPatch = z.strictObject(settingsFields).partial().extend({ queue: queueBody.partial().optional() });

const cardBody = z.object({
  card_id: z.string(),
  kind: z.enum(['finish', 'heard', 'message', 'test']),
  participant_id: z.uuid().nullable(),
  text: z.string().nullable(),
});

const onScreenBody = z.object({
  scene_id: z.string(),
  called_up: z.object({ state: z.enum(['resting', 'podium', 'message', 'emergency']), text: z.string() }).nullable(),
  is_held: z.boolean(),
  is_pinned: z.boolean(),
  now: cardBody.nullable(),
  waiting: z.array(cardBody),
  waiting_count: z.int(),
  recent: z.array(cardBody),
  dropped: z.int(),
});

export const displayBody = z
  .object({
    display_id: z.uuid(),
    event_id: z.uuid(),
    is_default: z.boolean().meta({ description: 'The display that every event has' }),
    settings: settingsBody,
  })
  .meta({ id: 'Display' });
export const displayWithStateBody = displayBody.extend({ on_screen: onScreenBody }).meta({ id: 'DisplayWithState' });

export const shareBody = z
  .object({
    share_id: z.uuid(),
    scope: z.enum(['look', 'steer']),
    created_at: instant,
    expires_at: instant.nullable(),
    revoked_at: instant.nullable(),
  })
  .meta({ id: 'DisplayShare' });

export const sceneVersionBody = z
  .object({ scene_id: z.string(), version: z.int(), name: z.string(), saved_at: instant })
  .meta({ id: 'SceneVersion' });
/** The scene itself is the board's format, camelCase, as it is exported and imported. */
export const sceneBody = sceneVersionBody.extend({ scene: z.record(z.string(), z.unknown()) }).meta({ id: 'SavedScene' });

export const imageBody = z
  .object({
    sha256: z.string(),
    media_type: z.enum(['image/png', 'image/jpeg', 'image/webp']),
    byte_count: z.int(),
    width: z.int(),
    height: z.int(),
    added_at: instant,
  })
  .meta({ id: 'DisplayImage' });

const messageBody = z
  .strictObject({
    text: z.string().trim().min(1).max(200),
    race_id: z.uuid().nullable().default(null),
    wave_id: z.uuid().nullable().default(null),
    place_up_to: z.int().min(1).max(100_000).nullable().default(null),
    milestone: z.boolean().default(false),
    display_id: z.uuid().nullable().default(null),
  })
  .meta({ id: 'RunnerMessage' });
export const messagesBody = z.strictObject({ messages: z.array(messageBody).max(runnerMessagesMax) });

export function settingsFrom(body: z.infer<typeof newDisplayBody>): DisplaySettings {
  return displaySettingsSchema.parse(camelKeys(body));
}

export function changedSettings(before: DisplaySettings, patch: z.infer<typeof displayPatch>): DisplaySettings {
  const { queue, ...rest } = camelKeys(patch) as Partial<DisplaySettings>;
  return displaySettingsSchema.parse({ ...before, ...rest, queue: { ...before.queue, ...queue } });
}

export function displayAnswer({ displayId, eventId, settings }: DisplayRecord): z.infer<typeof displayBody> {
  const is_default = displayId === eventId;
  return { display_id: displayId, event_id: eventId, is_default, settings: snakeKeys(settings) as z.infer<typeof settingsBody> };
}

export function onScreenAnswer({ sceneId, calledUp, isHeld, isPinned, now, waiting, waitingCount, recent, dropped }: DisplayState) {
  const shown = { sceneId, calledUp, isHeld, isPinned, now: now?.card ?? null, waiting, waitingCount, recent, dropped };
  return snakeKeys(shown) as z.infer<typeof onScreenBody>;
}

export function shareAnswer({ shareId, scope, createdAtMs, expiresAtMs, revokedAtMs }: ShareRecord): z.infer<typeof shareBody> {
  return { share_id: shareId, scope, created_at: textOf(createdAtMs), expires_at: orNull(expiresAtMs), revoked_at: orNull(revokedAtMs) };
}

export function sceneVersionAnswer({ sceneId, version, name, savedAtMs }: SceneVersion): z.infer<typeof sceneVersionBody> {
  return { scene_id: sceneId, version, name, saved_at: textOf(savedAtMs) };
}

export function imageAnswer({ sha256, mediaType, byteCount, width, height, addedAtMs }: ImageRecord): z.infer<typeof imageBody> {
  return { sha256, media_type: mediaType, byte_count: byteCount, width, height, added_at: textOf(addedAtMs) };
}

export function messagesFrom({ messages }: z.infer<typeof messagesBody>): RunnerMessage[] {
  return messages.map((message) => runnerMessageSchema.parse(camelKeys(message)));
}

export function messagesAnswer(messages: readonly RunnerMessage[]): z.infer<typeof messagesBody> {
  return { messages: snakeKeys(messages) as z.infer<typeof messageBody>[] };
}

function textOf(atMs: number): string {
  return new Date(atMs).toISOString();
}

function orNull(atMs: number | null): string | null {
  return atMs === null ? null : textOf(atMs);
}
