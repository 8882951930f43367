import { z } from 'zod';

/**
 * What is known of somebody besides the name, for whoever speaks about them. What nobody said is left out or null. Of a birth date there is only what
 * an announcer makes of it, computed by whoever holds it: `today` on the one day of the event, `this-week` within seven days of it.
 */
export const personFactsSchema = z.object({
  /** How the name is said: `ah-NOOK duh VIT`. */
  phonetic_name: z.string().max(200).nullish(),
  region: z.string().max(100).nullish(),
  club: z.string().max(200).nullish(),
  /** To be read out as it stands. */
  note: z.string().max(500).nullish(),
  /** `100th marathon`. */
  milestone: z.string().max(200).nullish(),
  first_timer: z.boolean().nullish(),
  /** The best official time at this distance before today. */
  personal_best_ms: z.int().positive().nullish(),
  birthday: z.enum(['today', 'this-week']).nullish(),
});
export type PersonFacts = z.infer<typeof personFactsSchema>;

/** Person records: the erasable channel. `GET …/events/{event_id}/persons?since=`; `erased` rows are tombstones and hold no name. */
export const personSchema = z.object({
  participant_id: z.uuid(),
  first_name: z.string().max(200).nullable(),
  last_name: z.string().max(200).nullable(),
  city: z.string().max(200).nullable(),
  country: z.string().max(100).nullable(),
  ...personFactsSchema.shape,
  revision: z.int().nonnegative(),
  erased: z.boolean(),
});
export type Person = z.infer<typeof personSchema>;

export const personsAnswerSchema = z.object({ items: z.array(personSchema), revision: z.int().nonnegative() });
export type PersonsAnswer = z.infer<typeof personsAnswerSchema>;
