import type { Explanation } from '@chute/timing';
import { z } from 'zod';
import { instantText } from './instant.ts';
import { officialTimeText } from './result-list-body.ts';
import { resultItemSchema } from './results.ts';

/**
 * Why a runner has the result they have: `GET …/events/{event_id}/explain?bib=` at a hub and at an edge. Every read, whether it counted, and by which rule;
 * `decoder_time` is what the decoder's clock showed, and with `correction_ms` of an approved clock model it is the instant `at`.
 */
export const explainAnswerSchema = z.object({
  participant_id: z.uuid(),
  bib: z.string(),
  sentence: z.string(),
  status: resultItemSchema.shape.status,
  gun_time_ms: z.int().nullable(),
  chip_time_ms: z.int().nullable(),
  official_gun_time: z.string().nullable(),
  official_chip_time: z.string().nullable(),
  reads: z.array(
    z.object({
      journal_id: z.uuid(),
      seq: z.int().positive(),
      location: z.string(),
      decoder_time: z.string().nullable(),
      correction_ms: z.int(),
      at: z.iso.datetime().nullable(),
      use: z.string(),
      used: z.boolean(),
      rule: z.string(),
    }),
  ),
});
export type ExplainAnswer = z.infer<typeof explainAnswerSchema>;

export function explainBody(explanation: Explanation): ExplainAnswer {
  const { result } = explanation;
  return {
    participant_id: explanation.participantId,
    bib: explanation.bib,
    sentence: explanation.sentence,
    status: result.status,
    gun_time_ms: result.gunTimeMs,
    chip_time_ms: result.chipTimeMs,
    official_gun_time: officialTimeText(result.officialGunMs),
    official_chip_time: officialTimeText(result.officialChipMs),
    reads: explanation.reads.map(({ source, location, decoderTime, correctionMs, atMs, use, used, rule }) => ({
      journal_id: source.journalId,
      seq: source.seq,
      location,
      decoder_time: decoderTime,
      correction_ms: correctionMs,
      at: atMs === null ? null : instantText(atMs),
      use,
      used,
      rule,
    })),
  };
}
