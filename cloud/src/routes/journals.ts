import { journalHoldingSchema } from '@chute/protocol';
import { z } from 'zod';
import type { HubApp } from '../http/hub-app.ts';
import { journalHolding } from '../store/journal-holdings.ts';
import { noQuery, partnerParams, partnerPath } from './common-schemas.ts';
import type { RouteContext } from './route-context.ts';

/** What an edge asks before it says "the hub has 10,412 of 10,412". */
export function journalRoutes(app: HubApp, { db }: RouteContext): void {
  app.route({
    method: 'GET',
    url: `${partnerPath}/timing/journals/:journal_id`,
    config: { access: ['read:timing'] },
    schema: {
      operationId: 'getJournalHolding',
      summary: 'What is stored of one journal, counted now; nothing of one that is not known',
      tags: ['timing'],
      params: partnerParams.extend({ journal_id: z.uuid() }),
      querystring: noQuery,
      response: { 200: journalHoldingSchema },
    },
    handler: async ({ params }) => {
      const { journalId, count, endSeq, endHash, missing, conflicts } = await db.withTenant(params.partner_id, (tx) =>
        journalHolding(tx, params.journal_id),
      );
      return {
        ...{ journal_id: journalId, count, end_seq: endSeq, end_hash: endHash, conflicts },
        missing: missing.map(({ fromSeq, toSeq }) => ({ from_seq: fromSeq, to_seq: toSeq })),
      };
    },
  });
}
