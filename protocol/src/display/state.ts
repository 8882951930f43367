import { z } from 'zod';
import { displaySettingsSchema } from './settings.ts';

/** What a display shows in its turn. It names a participant and carries no name: the screen knows the rows from the live feed, as its own audience may see them. */
export const displayCardSchema = z.object({
  /** A finish: `<journalId> <seq>` of its deciding read, so that a finish is shown once wherever the screen is connected. */
  cardId: z.string().min(1).max(120),
  kind: z.enum(['finish', 'heard', 'message', 'test']),
  participantId: z.uuid().nullable(),
  /** Words beside the runner, or a message that stands alone. */
  text: z.string().max(500).nullable(),
  /** Race time at which it happened. */
  atMs: z.int(),
  /** Higher goes first. */
  priority: z.int().min(0).max(9),
});
export type DisplayCard = z.infer<typeof displayCardSchema>;

/** What a scene is asked to show. `podium` and `message` are called up from the desk; `emergency` goes over all and stays until it is taken away. */
export const sceneStateSchema = z.enum(['resting', 'runner', 'podium', 'message', 'emergency']);
export type SceneState = z.infer<typeof sceneStateSchema>;

/** Over what the queue would show, until it is taken away. */
export const calledUpSchema = z
  .object({ state: z.enum(['resting', 'podium', 'message', 'emergency']), text: z.string().max(500) })
  .nullable();
export type CalledUp = z.infer<typeof calledUpSchema>;

/** One display as it is now. Durations, not instants: a screen's clock may be wrong. */
export const displayStateSchema = z.object({
  displayId: z.uuid(),
  eventId: z.uuid(),
  /** Grows by one with every change, within one `streamId`. */
  streamId: z.uuid(),
  revision: z.int().nonnegative(),
  settings: displaySettingsSchema,
  /** On air. */
  sceneId: z.string(),
  calledUp: calledUpSchema,
  /** The card that is shown, how long it has been, and how long it will be in all; null = until a person says so. */
  now: z.object({ card: displayCardSchema, shownMs: z.int().nonnegative(), showMs: z.int().positive().nullable() }).nullable(),
  isHeld: z.boolean(),
  isPinned: z.boolean(),
  /** The first ones in their order, and how many there are in all. */
  waiting: z.array(displayCardSchema).max(20),
  waitingCount: z.int().nonnegative(),
  /** Shown before, the last first. */
  recent: z.array(displayCardSchema).max(20),
  dropped: z.int().nonnegative(),
  /** The last ones that came in at all: what a screen need not show again when it goes on by itself. */
  taken: z.array(z.string()).max(200),
});
export type DisplayState = z.infer<typeof displayStateSchema>;
