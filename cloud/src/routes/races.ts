import { z } from 'zod';
import type { HubApp } from '../http/hub-app.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { TenantTx } from '../store/db.ts';
import { eventOfRace } from '../store/find-race.ts';
import { changeSetup, currentSetup } from './change-setup.ts';
import { eventParams, noQuery, partnerPath, raceParams } from './common-schemas.ts';
import { newRaceBody, raceBody, racePatch, raceSchema, withoutRace, withRace } from './race-body.ts';
import type { RouteContext } from './route-context.ts';

/** Races with their waves, course points and divisions. Until timing begins; then they are what the log says. */
export function raceRoutes(app: HubApp, { db, newId, scoring }: RouteContext): void {
  app.route({
    method: 'GET',
    url: `${partnerPath}/events/:event_id/races`,
    config: { access: ['read:events'] },
    schema: {
      operationId: 'listRaces',
      summary: 'The races of an event',
      tags: ['races'],
      params: eventParams,
      querystring: noQuery,
      response: { 200: z.object({ items: z.array(raceSchema) }) },
    },
    handler: async ({ params }) => {
      const setup = await db.withTenant(params.partner_id, (tx) => currentSetup(tx, params.event_id));
      return { items: setup.races.map((race) => raceBody(setup, race)) };
    },
  });

  app.route({
    method: 'POST',
    url: `${partnerPath}/events/:event_id/races`,
    config: { access: ['write:events'] },
    schema: {
      operationId: 'createRace',
      summary: 'Add a race',
      tags: ['races'],
      params: eventParams,
      querystring: noQuery,
      body: newRaceBody,
      response: { 201: raceSchema },
    },
    handler: async ({ params, body: { race_id: raceId = newId(), ...body } }, reply) => {
      const setup = await db.withTenant(params.partner_id, (tx) =>
        changeSetup(tx, params.event_id, (before) => {
          if (before.races.some((race) => race.id === raceId))
            throw new Problem('conflict', { detail: 'there is a race with this id already' });
          return withRace(before, raceId, body, newId);
        }),
      );
      scoring.wake();
      return reply
        .code(201)
        .header('location', `/api/v1/partners/${params.partner_id}/races/${raceId}`)
        .send(raceBody(setup, setup.races.find((race) => race.id === raceId)!));
    },
  });

  app.route({
    method: 'GET',
    url: `${partnerPath}/races/:race_id`,
    config: { access: ['read:events'] },
    schema: {
      operationId: 'getRace',
      summary: 'One race',
      tags: ['races'],
      params: raceParams,
      querystring: noQuery,
      response: { 200: raceSchema },
    },
    handler: async ({ params }) => {
      const setup = await db.withTenant(params.partner_id, async (tx) => currentSetup(tx, await eventOf(tx, params.race_id)));
      const race = setup.races.find(({ id }) => id === params.race_id);
      if (!race) throw notFound('race');
      return raceBody(setup, race);
    },
  });

  app.route({
    method: 'PATCH',
    url: `${partnerPath}/races/:race_id`,
    config: { access: ['write:events'] },
    schema: {
      operationId: 'changeRace',
      summary: 'Change a race; lists that are given replace the ones that are there',
      tags: ['races'],
      params: raceParams,
      querystring: noQuery,
      body: racePatch,
      response: { 200: raceSchema },
    },
    handler: async ({ params, body }) => {
      const setup = await db.withTenant(params.partner_id, async (tx) =>
        changeSetup(tx, await eventOf(tx, params.race_id), (before) => withRace(before, params.race_id, body, newId)),
      );
      scoring.wake();
      return raceBody(setup, setup.races.find((race) => race.id === params.race_id)!);
    },
  });

  app.route({
    method: 'DELETE',
    url: `${partnerPath}/races/:race_id`,
    config: { access: ['write:events'] },
    schema: {
      operationId: 'deleteRace',
      summary: 'Remove a race with its participants',
      tags: ['races'],
      params: raceParams,
      querystring: noQuery,
      response: { 204: z.null() },
    },
    handler: async ({ params }, reply) => {
      await db.withTenant(params.partner_id, async (tx) =>
        changeSetup(tx, await eventOf(tx, params.race_id), (before) => withoutRace(before, params.race_id)),
      );
      scoring.wake();
      return reply.code(204).send(null);
    },
  });
}

async function eventOf(tx: TenantTx, raceId: string): Promise<string> {
  const eventId = await eventOfRace(tx, raceId);
  if (!eventId) throw notFound('race');
  return eventId;
}
