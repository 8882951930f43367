import type { OperatorCommand } from '@chute/protocol';
import { z } from 'zod';

/** What a hub may ask of an edge. Nothing that affects times is a command; one that came too late is not obeyed. */
export const commandSchema = z.object({
  id: z.uuid(),
  expiresAtMs: z.int(),
  command: z.discriminatedUnion('name', [
    z.object({ name: z.literal('ping') }),
    z.object({
      name: z.literal('rewind'),
      location: z.string().nullable().default(null),
      fromSeq: z.int().nonnegative().nullable().default(null),
    }),
    z.object({ name: z.literal('stop') }),
    z.object({ name: z.literal('start') }),
    z.object({ name: z.literal('read-clock') }),
  ]),
});

/** Travels back in the status message. */
export type CommandResult = { id: string; ok: boolean; detail: string };

/** Total: whatever came in, the answer says what became of it; undefined for what is no command at all. */
export function obeyCommand(
  payload: unknown,
  at: { nowMs: number; toDecoders: (command: OperatorCommand) => number },
): CommandResult | undefined {
  const parsed = commandSchema.safeParse(payload);
  if (!parsed.success) return undefined;
  const { id, expiresAtMs, command } = parsed.data;
  if (at.nowMs > expiresAtMs) return { id, ok: false, detail: 'it came too late' };
  if (command.name === 'ping') return { id, ok: true, detail: 'pong' };
  const { name, ...rest } = command;
  const reached = at.toDecoders({ command: name, ...rest } as OperatorCommand);
  return { id, ok: reached > 0, detail: `told ${reached} decoder connection${reached === 1 ? '' : 's'}` };
}
