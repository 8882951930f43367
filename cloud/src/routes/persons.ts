import { personsAnswerSchema } from '@chute/protocol';
import { z } from 'zod';
import type { HubApp } from '../http/hub-app.ts';
import { sendJsonText } from '../http/json-text.ts';
import { notFound } from '../http/problem.ts';
import { findEvent } from '../store/events.ts';
import { forgetKeptBodies } from '../store/idempotency-keys.ts';
import { forgetImportedPerson } from '../store/participant-imports.ts';
import { erasePerson, personsSince } from '../store/persons.ts';
import { eventParams, noQuery, partnerPath } from './common-schemas.ts';
import { personBody } from './person-body.ts';
import type { RouteContext } from './route-context.ts';

/** Names, on their own erasable channel: nothing that is hashed holds one. */
export function personRoutes(app: HubApp, { db, onPersonsChanged }: RouteContext): void {
  app.route({
    method: 'GET',
    url: `${partnerPath}/events/:event_id/persons`,
    config: { access: ['read:participants'] },
    schema: {
      operationId: 'listPersons',
      summary: 'Person records that changed after a revision, tombstones included',
      tags: ['participants'],
      params: eventParams,
      querystring: z.strictObject({
        since: z.coerce.number().int().nonnegative().default(0).meta({ description: '`revision` of the answer before', example: 0 }),
      }),
      response: { 200: personsAnswerSchema },
    },
    handler: async ({ params, query }, reply) => {
      const rows = await db.withTenant(params.partner_id, async (tx) =>
        (await findEvent(tx, params.event_id)) ? personsSince(tx, params.event_id, query.since) : undefined,
      );
      if (!rows) throw notFound('event');
      const revision = rows.at(-1)?.revision ?? query.since;
      return sendJsonText(reply, JSON.stringify({ items: rows.map(personBody), revision }));
    },
  });

  app.route({
    method: 'DELETE',
    url: `${partnerPath}/events/:event_id/persons/:participant_id`,
    config: { access: ['write:participants'] },
    schema: {
      operationId: 'erasePerson',
      summary: 'Forget a name for good; times and places stay under the bib',
      tags: ['participants'],
      params: eventParams.extend({ participant_id: z.uuid() }),
      querystring: noQuery,
      response: { 204: z.null() },
    },
    handler: async ({ params }, reply) => {
      const { partner_id: partnerId, event_id: eventId, participant_id: participantId } = params;
      const erased = await db.withTenant(partnerId, async (tx) => {
        if (!(await findEvent(tx, eventId))) return false;
        await forgetImportedPerson(tx, participantId);
        await forgetKeptBodies(tx);
        return erasePerson(tx, eventId, participantId);
      });
      if (!erased) throw notFound('person');
      onPersonsChanged(partnerId, eventId);
      return reply.code(204).send(null);
    },
  });
}
