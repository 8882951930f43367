import { z } from 'zod';
import { isThisMachine } from '../http/access.ts';
import type { HubApp } from '../http/hub-app.ts';
import type { HubMetrics } from '../http/metrics.ts';
import type { HubCore } from '../hub-core.ts';
import { noQuery } from './common-schemas.ts';

const readySchema = z.object({
  ready: z.boolean(),
  waiting_for: z.array(z.string()),
  details: z.record(z.string(), z.string()).optional(),
});

type Operation = { troubles: HubCore['troubles']; metrics: HubMetrics };

/** Health is public and dull; what is wrong in detail, and the figures, are for whoever runs the hub. */
export function operationRoutes(app: HubApp, { troubles, metrics }: Operation): void {
  app.route({
    method: 'GET',
    url: '/health',
    config: { access: 'public' },
    schema: {
      operationId: 'getHealth',
      summary: 'The process answers',
      tags: ['operation'],
      querystring: noQuery,
      security: [],
      response: { 200: z.object({ ok: z.literal(true) }) },
    },
    handler: async () => ({ ok: true as const }),
  });

  app.route({
    method: 'GET',
    url: '/ready',
    config: { access: 'public' },
    schema: {
      operationId: 'getReady',
      summary: 'It can do its work: database, broker and scoring answer',
      tags: ['operation'],
      querystring: noQuery,
      security: [],
      response: { 200: readySchema, 503: readySchema },
    },
    handler: async (request, reply) => {
      const found = await troubles();
      const details = isThisMachine(request) ? { details: Object.fromEntries(found.map(({ part, detail }) => [part, detail])) } : {};
      return reply
        .code(found.length === 0 ? 200 : 503)
        .send({ ready: found.length === 0, waiting_for: found.map(({ part }) => part), ...details });
    },
  });

  app.route({
    method: 'GET',
    url: '/metrics',
    config: { access: 'operator' },
    schema: {
      operationId: 'getMetrics',
      summary: 'Figures for Prometheus; from this machine, or with a platform key',
      tags: ['operation'],
      querystring: noQuery,
      produces: ['text/plain'],
    },
    handler: async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  });
}
