import { resultItemBody, resultItemSchema, resultListBody, resultListSchema } from '@chute/protocol';
import type { PlacedResult } from '@chute/timing';
import { z } from 'zod';
import { answerTag } from '../http/etag.ts';
import type { HubApp } from '../http/hub-app.ts';
import { sendJsonText } from '../http/json-text.ts';
import { cursorPosition, pageFrom, pageOf, pageQuery } from '../http/paging.ts';
import { notFound } from '../http/problem.ts';
import type { ScoredEvent } from '../scoring/scored-events.ts';
import { findNamedParticipant } from '../store/participant-lists.ts';
import { eventParams, noQuery, participantParams, partnerPath } from './common-schemas.ts';
import { ResultLists } from './result-lists.ts';
import type { RouteContext } from './route-context.ts';

const listQuery = z.strictObject({
  ...pageQuery,
  race_id: z.uuid().optional(),
  bib: z.string().min(1).max(32).optional(),
  status: resultItemSchema.shape.status.optional(),
  division_id: z.string().min(1).max(64).optional().meta({ description: 'Those with a place in this division' }),
});

/** Results in public order, always up to what is stored now. */
export function resultRoutes(app: HubApp, { db, scoring }: RouteContext): void {
  const lists = new ResultLists();

  app.route({
    method: 'GET',
    url: `${partnerPath}/events/:event_id/results`,
    config: { access: ['read:results'] },
    schema: {
      operationId: 'listResults',
      summary: 'Results with places, race by race',
      tags: ['results'],
      params: eventParams,
      querystring: listQuery,
      response: { 200: pageOf(resultItemSchema) },
    },
    handler: async ({ params, query }) => {
      const { race_id: raceId, bib, status, division_id: divisionId, limit, cursor } = query;
      const { results } = lists.of(await read(params));
      const wanted = results.filter(
        (result) =>
          (raceId ?? result.raceId) === result.raceId &&
          (bib ?? result.bib) === result.bib &&
          (status ?? result.status) === result.status &&
          (divisionId === undefined || result.places?.divisions.some((division) => division.divisionId === divisionId)),
      );
      const list = `results/${params.event_id}/${raceId}/${bib}/${status}/${divisionId}`;
      const from = startOfPage(wanted, cursorPosition(list, cursor));
      const rows = wanted.slice(from, from + limit + 1);
      const position = (row: PlacedResult) => [row.participantId, from + limit];
      return pageFrom(rows, { list, limit, item: resultItemBody, position });
    },
  });

  app.route({
    method: 'GET',
    url: `${partnerPath}/events/:event_id/results/list`,
    config: { access: ['read:results'] },
    schema: {
      operationId: 'getResultList',
      summary: 'The whole list, with what it was computed from and a hash that any machine can check',
      tags: ['results'],
      params: eventParams,
      querystring: noQuery,
      response: { 200: resultListSchema, 304: z.null() },
    },
    handler: async (request, reply) => {
      const event = await read(request.params);
      const list = lists.of(event);
      if (answerTag({ request, reply, tag: `"${event.entries}-${list.hash}-${list.basis.setupHash}"` })) return reply.send(null);
      return sendJsonText(reply, JSON.stringify(resultListBody(event.eventId, list)));
    },
  });

  app.route({
    method: 'GET',
    url: `${partnerPath}/results/:participant_id`,
    config: { access: ['read:results'] },
    schema: {
      operationId: 'getResult',
      summary: 'The result of one participant',
      tags: ['results'],
      params: participantParams,
      querystring: noQuery,
      response: { 200: resultItemSchema },
    },
    handler: async ({ params: { partner_id, participant_id: participantId } }) => {
      const participant = await db.withTenant(partner_id, (tx) => findNamedParticipant(tx, participantId));
      const event = participant && (await scoring.read(partner_id, participant.eventId));
      const result = event?.scorer.result(participantId);
      if (!event || !result) throw notFound('result');
      return resultItemBody({ ...result, places: event.scorer.places(participantId) });
    },
  });

  async function read({ partner_id: partnerId, event_id: eventId }: { partner_id: string; event_id: string }): Promise<ScoredEvent> {
    const event = await scoring.read(partnerId, eventId);
    if (!event) throw notFound('event');
    return event;
  }
}

/** After the runner whom the page before ended with, wherever that is now; who is gone meanwhile leaves only the number. */
function startOfPage(results: readonly PlacedResult[], after: readonly unknown[] | null): number {
  if (!after) return 0;
  const at = results.findIndex(({ participantId }) => participantId === after[0]);
  return at >= 0 ? at + 1 : Number(after[1]);
}
