import { z } from 'zod';
import { answerTag, changedMeanwhile, expectedVersion, versionTag } from '../http/etag.ts';
import type { HubApp } from '../http/hub-app.ts';
import { cursorPosition, pageFrom, pageOf, pageQuery } from '../http/paging.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { TenantTx } from '../store/db.ts';
import { type EventOrder, eventOrders, pageOfEvents } from '../store/event-lists.ts';
import { deleteEvent, type EventRow, findEvent } from '../store/events.ts';
import { saveEventSetup } from '../store/save-event-setup.ts';
import { lockSetup, refuseWhileTimed } from './change-setup.ts';
import { eventParams, noQuery, partnerParams, partnerPath } from './common-schemas.ts';
import {
  changedEvent,
  emptySetup,
  eventAnswer,
  eventBody,
  eventPatch,
  eventSchema,
  eventStatusSchema,
  newEventBody,
  statusOf,
} from './event-body.ts';
import type { RouteContext } from './route-context.ts';

const listQuery = z.strictObject({
  ...pageQuery,
  status: eventStatusSchema.optional(),
  year: z.coerce.number().int().min(1900).max(2999).optional(),
  q: z.string().min(1).max(100).optional().meta({ description: 'Anywhere in the name' }),
  sort: z.enum(['first_day', '-first_day', 'name', '-name', 'created_at', '-created_at']).default('first_day'),
});

export function eventRoutes(app: HubApp, { db, newId, raceNowMs, scoring }: RouteContext): void {
  app.route({
    method: 'GET',
    url: `${partnerPath}/events`,
    config: { access: ['read:events'] },
    schema: {
      operationId: 'listEvents',
      summary: 'Events, by day unless told otherwise',
      tags: ['events'],
      params: partnerParams,
      querystring: listQuery,
      response: { 200: pageOf(eventSchema) },
    },
    handler: async ({ params, query }) => {
      const { sort, limit, status, q = '', year } = query;
      const list = `events/${sort}/${status ?? ''}/${year ?? ''}/${q}`;
      const from = cursorPosition(list, query.cursor);
      const rows = await db.withTenant(params.partner_id, (tx) =>
        rowsWithStatus(tx, {
          order: orderOf(sort),
          text: q || null,
          year: year ?? null,
          after: from && { value: String(from[0]), eventId: String(from[1]) },
          limit: limit + 1,
          wanted: (row) => status === undefined || statusOf(row, raceNowMs()) === status,
        }),
      );
      const item = (row: EventRow) => eventAnswer(row, raceNowMs());
      return pageFrom(rows, { list, limit, item, position: (row) => [row.orderValue, row.eventId] });
    },
  });

  app.route({
    method: 'POST',
    url: `${partnerPath}/events`,
    config: { access: ['write:events'] },
    schema: {
      operationId: 'createEvent',
      summary: 'Make an event without races; PUT …/setup makes a whole one',
      tags: ['events'],
      params: partnerParams,
      querystring: noQuery,
      body: newEventBody,
      response: { 201: eventSchema },
    },
    handler: async ({ params, body }, reply) => {
      const eventId = body.event_id ?? newId();
      const event = await db.withTenant(params.partner_id, async (tx) => {
        if (await findEvent(tx, eventId)) throw new Problem('conflict', { detail: 'there is an event with this id already' });
        return (await saveEventSetup(tx, { setup: emptySetup(eventId, body), persons: [] })).event;
      });
      scoring.wake();
      return reply
        .code(201)
        .header('etag', versionTag(event.rowVersion))
        .header('location', `/api/v1/partners/${params.partner_id}/events/${eventId}`)
        .send(eventAnswer(event, raceNowMs()));
    },
  });

  app.route({
    method: 'GET',
    url: `${partnerPath}/events/:event_id`,
    config: { access: ['read:events'] },
    schema: {
      operationId: 'getEvent',
      summary: 'One event',
      tags: ['events'],
      params: eventParams,
      querystring: noQuery,
      response: { 200: eventSchema, 304: z.null() },
    },
    handler: async (request, reply) => {
      const { partner_id: partnerId, event_id: eventId } = request.params;
      const event = await db.withTenant(partnerId, (tx) => findEvent(tx, eventId));
      if (!event) throw notFound('event');
      if (answerTag({ request, reply, tag: versionTag(event.rowVersion) })) return reply.send(null);
      return eventAnswer(event, raceNowMs());
    },
  });

  for (const { method, operationId, body, summary } of [
    { method: 'PUT', operationId: 'replaceEvent', body: eventBody, summary: 'Say anew what the event is' },
    { method: 'PATCH', operationId: 'changeEvent', body: eventPatch, summary: 'Change some of it' },
  ] as const) {
    app.route({
      method,
      url: `${partnerPath}/events/:event_id`,
      config: { access: ['write:events'] },
      schema: {
        operationId,
        summary,
        tags: ['events'],
        params: eventParams,
        querystring: noQuery,
        body: body as typeof eventPatch,
        response: { 200: eventSchema },
      },
      handler: async (request, reply) => {
        const { partner_id: partnerId, event_id: eventId } = request.params;
        const expected = expectedVersion(request);
        const event = await db.withTenant(partnerId, async (tx) => {
          const { setup, rowVersion } = await lockSetup(tx, eventId);
          if (expected !== null && expected !== rowVersion) throw changedMeanwhile(rowVersion);
          await refuseWhileTimed(tx, eventId);
          return (await saveEventSetup(tx, { setup: { ...setup, event: changedEvent(setup.event, request.body) }, persons: [] })).event;
        });
        scoring.wake();
        return reply.header('etag', versionTag(event.rowVersion)).send(eventAnswer(event, raceNowMs()));
      },
    });
  }

  app.route({
    method: 'DELETE',
    url: `${partnerPath}/events/:event_id`,
    config: { access: ['write:events'] },
    schema: {
      operationId: 'deleteEvent',
      summary: 'Remove an event that was never timed, with its races, participants and persons',
      tags: ['events'],
      params: eventParams,
      querystring: noQuery,
      response: { 204: z.null() },
    },
    handler: async (request, reply) => {
      const { partner_id: partnerId, event_id: eventId } = request.params;
      const expected = expectedVersion(request);
      await db.withTenant(partnerId, async (tx) => {
        const { rowVersion } = await lockSetup(tx, eventId);
        if (expected !== null && expected !== rowVersion) throw changedMeanwhile(rowVersion);
        await refuseWhileTimed(tx, eventId);
        await deleteEvent(tx, eventId);
      });
      return reply.code(204).send(null);
    },
  });
}

/** Status depends on the day it is where the event is, which no index knows: pages are read until enough rows fit. */
async function rowsWithStatus(
  tx: TenantTx,
  { wanted, ...ask }: Parameters<typeof pageOfEvents>[1] & { wanted: (row: EventRow) => boolean },
): Promise<Awaited<ReturnType<typeof pageOfEvents>>> {
  const found: Awaited<ReturnType<typeof pageOfEvents>> = [];
  let after = ask.after;
  for (;;) {
    const page = await pageOfEvents(tx, { ...ask, after, limit: 500 });
    found.push(...page.filter(wanted));
    const last = page.at(-1);
    if (found.length >= ask.limit || page.length < 500 || !last) return found.slice(0, ask.limit);
    after = { value: last.orderValue, eventId: last.eventId };
  }
}

function orderOf(sort: string): EventOrder {
  const name = sort.replace(/^-/, '');
  return { by: eventOrders.find((order) => order === name)!, descending: sort.startsWith('-') };
}
