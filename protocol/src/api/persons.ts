import { z } from 'zod';

/** Person records: the erasable channel. `GET …/events/{event_id}/persons?since=`; `erased` rows are tombstones and hold no name. */
export const personSchema = z.object({
  participant_id: z.uuid(),
  first_name: z.string().max(200).nullable(),
  last_name: z.string().max(200).nullable(),
  city: z.string().max(200).nullable(),
  country: z.string().max(100).nullable(),
  revision: z.int().nonnegative(),
  erased: z.boolean(),
});
export type Person = z.infer<typeof personSchema>;

export const personsAnswerSchema = z.object({ items: z.array(personSchema), revision: z.int().nonnegative() });
export type PersonsAnswer = z.infer<typeof personsAnswerSchema>;
