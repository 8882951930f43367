import { z } from 'zod';
import type { DisplayCommand } from './commands.ts';
import type { DisplayState } from './state.ts';

/**
 * The display contract (Socket.IO namespace `/display`), the same at edge and hub, beside the live contract: names and times come by `/live`, what to show of them
 * and when by this one. `watch` is answered once, then every change comes as `display`, whole: it is small and the last one counts.
 */
export const displayNamespace = '/display';

/** `code`: a share's, out of the address of the page; a desk with its key may name the display itself. */
export const watchSchema = z.union([z.strictObject({ code: z.string().min(8).max(64) }), z.strictObject({ displayId: z.uuid() })]);
export type Watch = z.infer<typeof watchSchema>;

export type WatchAnswer =
  | { ok: true; state: DisplayState; may: 'look' | 'steer' }
  | { ok: false; code: 'unknown' | 'expired' | 'not-allowed' | 'bad-request'; detail: string };
export type CommandAnswer = { ok: true } | { ok: false; code: 'not-allowed' | 'bad-request'; detail: string };

export type DisplayToClient = { display: (state: DisplayState) => void; gone: (why: 'revoked' | 'expired' | 'removed') => void };
export type DisplayToServer = {
  watch: (watch: Watch, answer: (answer: WatchAnswer) => void) => void;
  command: (command: DisplayCommand, answer: (answer: CommandAnswer) => void) => void;
};
