import { z } from 'zod';

/** What the desk, or a key at the screen, may ask of a display. */
export const displayCommandSchema = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('next') }),
  z.strictObject({ command: z.literal('hold') }),
  z.strictObject({ command: z.literal('go-on') }),
  /** Leaves out one that waits. */
  z.strictObject({ command: z.literal('skip'), cardId: z.string().min(1).max(120) }),
  /** Shows again: that card, or the last one. */
  z.strictObject({ command: z.literal('recall'), cardId: z.string().min(1).max(120).nullable().default(null) }),
  /** What is shown stays until `unpin` or `next`; the others go on waiting. */
  z.strictObject({ command: z.literal('pin') }),
  z.strictObject({ command: z.literal('unpin') }),
  z.strictObject({ command: z.literal('clear') }),
  z.strictObject({ command: z.literal('scene'), sceneId: z.string().min(1).max(64) }),
  z.strictObject({
    command: z.literal('call-up'),
    state: z.enum(['resting', 'podium', 'message', 'emergency']),
    text: z.string().max(500).default(''),
  }),
  z.strictObject({ command: z.literal('take-down') }),
  /** A runner of choice, now or in turn. */
  z.strictObject({ command: z.literal('show'), participantId: z.uuid(), text: z.string().max(500).nullable().default(null) }),
]);
export type DisplayCommand = z.infer<typeof displayCommandSchema>;
