import { z } from 'zod';
import { setupSchema } from '../setup/setup-schema.ts';
import { personSchema } from './persons.ts';

/** A person as it is handed in. What a node answered may be sent back as it is: `revision` and `erased` are the receiver's own. */
export const personInputSchema = personSchema
  .partial()
  .required({ participant_id: true })
  .extend({ birth_date: z.iso.date().nullable().optional() })
  .strict();
export type PersonInput = z.infer<typeof personInputSchema>;

/**
 * `PUT …/events/{event_id}/setup` makes or replaces a whole event, as long as no session is open on it; an edge takes the same body as a file.
 * The setup is in the very form that is hashed (camelCase, epoch milliseconds).
 */
export const eventSetupBodySchema = z.strictObject({ setup: setupSchema, persons: z.array(personInputSchema).max(500_000).default([]) });
export type EventSetupBody = z.infer<typeof eventSetupBodySchema>;

/** `GET …/events/{event_id}/setup`: what a new session starts from. With `?setup_hash=` any setup the event has had. */
export const eventSetupAnswerSchema = z.object({ setup: setupSchema, setup_hash: z.string().regex(/^[0-9a-f]{64}$/) });
export type EventSetupAnswer = z.infer<typeof eventSetupAnswerSchema>;
