import { checkSetup, eventSetupAnswerSchema, eventSetupBodySchema } from '@chute/protocol';
import { canonicalJson, canonicalSetup, type Setup } from '@chute/timing';
import { z } from 'zod';
import { callerOf } from '../http/access.ts';
import { answerTag } from '../http/etag.ts';
import type { HubApp } from '../http/hub-app.ts';
import { sendJsonText } from '../http/json-text.ts';
import { notFound } from '../http/problem.ts';
import type { TenantTx } from '../store/db.ts';
import { lockEvent } from '../store/event-lists.ts';
import { markEvents } from '../store/event-marks.ts';
import { findEvent } from '../store/events.ts';
import { saveEventSetup } from '../store/save-event-setup.ts';
import { eventSetupHash, findSetup, saveSetup } from '../store/setups.ts';
import { refuseProblems, refuseWhileTimed } from './change-setup.ts';
import { eventParams, isZone, noQuery, partnerPath } from './common-schemas.ts';
import { personFields } from './person-body.ts';
import type { RouteContext } from './route-context.ts';

const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** Setups are far larger than other bodies: 50,000 participants are some 20 MB. */
const setupBytesMax = 128 * 1024 * 1024;

export function eventSetupRoutes(app: HubApp, { db, scoring }: RouteContext): void {
  app.route({
    method: 'GET',
    url: `${partnerPath}/events/:event_id/setup`,
    config: { access: ['read:events'] },
    schema: {
      operationId: 'getEventSetup',
      summary: 'What the event is before it starts, without names',
      tags: ['events'],
      params: eventParams,
      querystring: z.strictObject({
        setup_hash: hashSchema.optional().meta({ description: 'This one, instead of what a new session starts from' }),
      }),
      response: { 200: eventSetupAnswerSchema, 304: z.null() },
    },
    handler: async (request, reply) => {
      const { partner_id: partnerId, event_id: eventId } = request.params;
      const found = await db.withTenant(partnerId, async (tx) => {
        if (!(await findEvent(tx, eventId))) return undefined;
        const hash = request.query.setup_hash ?? (await eventSetupHash(tx, eventId));
        const setup = hash && (await findSetup(tx, hash));
        return setup && setup.event.id === eventId ? { setup, hash } : undefined;
      });
      if (!found) throw notFound('event or setup');
      if (answerTag({ request, reply, tag: `"${found.hash}"` })) return reply.send(null);
      return sendJsonText(reply, `{"setup":${canonicalJson(canonicalSetup(found.setup))},"setup_hash":"${found.hash}"}`);
    },
  });

  app.route({
    method: 'PUT',
    url: `${partnerPath}/events/:event_id/setup`,
    bodyLimit: setupBytesMax,
    // An edge that timed before it knew us offers what it raced by.
    config: { access: ['write:events', 'write:timing'] },
    schema: {
      operationId: 'putEventSetup',
      summary: 'Make the whole event, or replace it while nothing times it',
      tags: ['events'],
      params: eventParams,
      querystring: noQuery,
      body: eventSetupBodySchema,
      response: { 200: z.object({ setup_hash: hashSchema }) },
    },
    handler: async (request) => {
      const { partner_id: partnerId, event_id: eventId } = request.params;
      const { setup, persons } = request.body;
      if (setup.event.id !== eventId)
        refuseProblems([{ field: 'event.id', problem: 'is not the event in the path', fix: `use ${eventId}` }]);
      if (!isZone(setup.event.zone))
        refuseProblems([
          { field: 'event.zone', problem: `no time zone is called ${setup.event.zone}`, fix: 'give a name such as Europe/Berlin' },
        ]);
      refuseProblems(checkSetup(setup));
      const mayReplace = callerOf(request).scopes.has('write:events');
      const setupHash = await db.withTenant(partnerId, async (tx) => {
        const known = await lockEvent(tx, eventId);
        if (known && !mayReplace) return keepBesides(tx, setup);
        // Journals may have come before the event itself: then this setup is what they wait for.
        if (known) await refuseWhileTimed(tx, eventId);
        return (await saveEventSetup(tx, { setup, persons: persons.map(personFields) })).setupHash;
      });
      scoring.wake();
      return { setup_hash: setupHash };
    },
  });
}

/** An edge's own setup of an event that we know stays beside ours, under its hash: the edge's log may name it. */
async function keepBesides(tx: TenantTx, setup: Setup): Promise<string> {
  const hash = await saveSetup(tx, setup);
  await markEvents(tx, [setup.event.id]);
  return hash;
}
