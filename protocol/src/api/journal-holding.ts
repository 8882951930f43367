import { z } from 'zod';

const rangeSchema = z.object({ from_seq: z.int().positive(), to_seq: z.int().positive() });

/** What a hub has of one journal, counted from its database when it is asked: not what it once stated. */
export const journalHoldingSchema = z
  .object({
    journal_id: z.uuid(),
    count: z.int().nonnegative().meta({ description: 'Entries that are stored' }),
    end_seq: z.int().nonnegative().meta({ description: 'Where the journal ends for the hub: what edges were told' }),
    end_hash: z.string().meta({ description: 'Hash of the last entry; it stands for all before it' }),
    missing: z.array(rangeSchema).meta({ description: 'Up to there; the first hundred stretches' }),
    conflicts: z.int().nonnegative().meta({ description: 'Other entries that came for places which were taken' }),
  })
  .meta({ id: 'JournalHolding' });
export type JournalHolding = z.infer<typeof journalHoldingSchema>;
