import { z } from 'zod';

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** How far a node holds one journal: the sequence and hash of its last entry there. `seq` 0 with 64 zeros = "I know of it and hold nothing". */
export const journalPositionSchema = z.object({ journalId: z.uuid(), seq: z.int().nonnegative(), hash: hashSchema });
export type JournalPosition = z.infer<typeof journalPositionSchema>;

/**
 * What a node's disk holds, stated after the commit. `whole`: what is not listed is not held (the first one of a link, and answers to it);
 * otherwise it speaks of the listed journals only.
 * `linkId` is minted by the edge at each connection and echoed by the hub; `storeId` by each database at its birth, by a hub also at restore.
 * `eventIds` (edge only, with `whole`): the events whose journals it wants.
 * The last three came later; a peer that does not know them leaves them out, and does without.
 */
export const frontierSchema = z.object({
  storeId: z.uuid(),
  linkId: z.uuid(),
  whole: z.boolean(),
  eventIds: z.array(z.uuid()).max(100).default([]),
  journals: z.array(journalPositionSchema).max(10_000),
  /** Edge only: the journal that its process writes. Another one at each start, so it tells two processes under one name apart. */
  writing: z.uuid().optional(),
  /** Hub only, with `whole`: those of the listed journals that this very edge brought first. */
  yours: z.array(z.uuid()).max(10_000).optional(),
  /** Hub only: two processes take turns at the name of this edge. */
  twin: z.boolean().optional(),
});
export type Frontier = z.infer<typeof frontierSchema>;

/** The envelope alone is checked on the way in; a bad body is stored, and listed as unscored with its reason. */
export const sealedEntrySchema = z.object({ seq: z.int().positive(), hash: hashSchema, body: z.string().max(65_536) });

/** Entries of one journal, one after the other from `fromSeq`. `prevHash` is the hash of the entry before the first. */
export const entryBatchSchema = z.object({
  linkId: z.uuid(),
  journalId: z.uuid(),
  fromSeq: z.int().positive(),
  prevHash: hashSchema,
  entries: z.array(sealedEntrySchema).min(1).max(500),
});
export type EntryBatch = z.infer<typeof entryBatchSchema>;

export const edgeStatusMessageSchema = z.object({
  online: z.boolean(),
  atMs: z.int(),
  software: z.string(),
  detail: z.record(z.string(), z.unknown()).default({}),
});
export type EdgeStatusMessage = z.infer<typeof edgeStatusMessageSchema>;
