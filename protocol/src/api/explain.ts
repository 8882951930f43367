import type { Explanation } from '@chute/timing';
import { z } from 'zod';
import { instantText } from './instant.ts';

/** Why a runner has the result they have: `GET …/events/{event_id}/explain?bib=` at a hub and at an edge. Every read, whether it counted, and by which rule. */
export const explainAnswerSchema = z.object({
  participant_id: z.uuid(),
  bib: z.string(),
  sentence: z.string(),
  reads: z.array(
    z.object({
      journal_id: z.uuid(),
      seq: z.int().positive(),
      location: z.string(),
      at: z.iso.datetime().nullable(),
      use: z.string(),
      used: z.boolean(),
      rule: z.string(),
    }),
  ),
});
export type ExplainAnswer = z.infer<typeof explainAnswerSchema>;

export function explainBody(explanation: Explanation): ExplainAnswer {
  return {
    participant_id: explanation.participantId,
    bib: explanation.bib,
    sentence: explanation.sentence,
    reads: explanation.reads.map(({ source, location, atMs, use, used, rule }) => ({
      journal_id: source.journalId,
      seq: source.seq,
      location,
      at: atMs === null ? null : instantText(atMs),
      use,
      used,
      rule,
    })),
  };
}
