import { z } from 'zod';
import { mintEnrolCode } from '../auth/enrol-code.ts';
import type { HubApp } from '../http/hub-app.ts';
import { notFound } from '../http/problem.ts';
import { type Edge, findEdge, listEdges, revokeEdge } from '../store/edges.ts';
import { insertEnrolCode } from '../store/enrol-codes.ts';
import { findEvent } from '../store/events.ts';
import { instantSchema, noQuery, partnerParams, partnerPath } from './common-schemas.ts';
import type { RouteContext } from './route-context.ts';

const edgeSchema = z
  .object({
    edge_id: z.uuid(),
    name: z.string(),
    online: z.boolean(),
    last_seen_at: instantSchema.nullable(),
    software: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()).meta({ description: 'What the edge last said of itself' }),
    created_at: instantSchema,
    revoked_at: instantSchema.nullable(),
  })
  .meta({ id: 'Edge' });

const codeLifetimeSeconds = 24 * 3600;

export function edgeRoutes(app: HubApp, { db, links }: RouteContext): void {
  app.route({
    method: 'GET',
    url: `${partnerPath}/edges`,
    config: { access: ['read:timing'] },
    schema: {
      operationId: 'listEdges',
      summary: 'Edges, and when each was last heard',
      tags: ['edges'],
      params: partnerParams,
      querystring: noQuery,
      response: { 200: z.object({ items: z.array(edgeSchema) }) },
    },
    handler: async ({ params }) => ({ items: (await db.withTenant(params.partner_id, listEdges)).map(edgeBody) }),
  });

  app.route({
    method: 'POST',
    url: `${partnerPath}/edges`,
    config: { access: ['admin:users', 'admin:partner'], idempotency: 'none' },
    schema: {
      operationId: 'enrolEdge',
      summary: 'Make a one-time code; an edge that claims it within a day gets its credential',
      tags: ['edges'],
      params: partnerParams,
      querystring: noQuery,
      body: z.strictObject({
        name: z.string().trim().min(1).max(100).meta({ example: 'finish line' }),
        event_id: z.uuid().nullable().default(null).meta({ description: 'The event it opens its first session on' }),
      }),
      response: { 201: z.object({ code: z.string(), name: z.string(), event_id: z.uuid().nullable(), expires_in_s: z.int() }) },
    },
    handler: async ({ params, body: { name, event_id: eventId } }, reply) => {
      const { code, codeHash } = mintEnrolCode(params.partner_id);
      await db.withTenant(params.partner_id, async (tx) => {
        if (eventId && !(await findEvent(tx, eventId))) throw notFound('event');
        await insertEnrolCode(tx, { codeSha256: codeHash, edgeName: name, eventId, lifetimeSeconds: codeLifetimeSeconds });
      });
      return reply.code(201).send({ code, name, event_id: eventId, expires_in_s: codeLifetimeSeconds });
    },
  });

  app.route({
    method: 'GET',
    url: `${partnerPath}/edges/:edge_id`,
    config: { access: ['read:timing'] },
    schema: {
      operationId: 'getEdge',
      summary: 'One edge',
      tags: ['edges'],
      params: partnerParams.extend({ edge_id: z.uuid() }),
      querystring: noQuery,
      response: { 200: edgeSchema },
    },
    handler: async ({ params }) => {
      const edge = await db.withTenant(params.partner_id, (tx) => findEdge(tx, params.edge_id));
      if (!edge) throw notFound('edge');
      return edgeBody(edge);
    },
  });

  app.route({
    method: 'DELETE',
    url: `${partnerPath}/edges/:edge_id`,
    config: { access: ['admin:users', 'admin:partner'] },
    schema: {
      operationId: 'revokeEdge',
      summary: 'Revoke an edge; its connection ends at once. What it sent stays',
      tags: ['edges'],
      params: partnerParams.extend({ edge_id: z.uuid() }),
      querystring: noQuery,
      response: { 204: z.null() },
    },
    handler: async ({ params }, reply) => {
      if (!(await db.withTenant(params.partner_id, (tx) => revokeEdge(tx, params.edge_id)))) throw notFound('edge');
      links.dropEdge(params.partner_id, params.edge_id);
      return reply.code(204).send(null);
    },
  });
}

function edgeBody(edge: Edge): z.infer<typeof edgeSchema> {
  return {
    edge_id: edge.edgeId,
    name: edge.name,
    online: edge.online,
    last_seen_at: edge.lastSeenAt?.toISOString() ?? null,
    software: edge.status?.software ?? null,
    detail: edge.status?.detail ?? {},
    created_at: edge.createdAt.toISOString(),
    revoked_at: edge.revokedAt?.toISOString() ?? null,
  };
}
