import { DeskError, type DeskRoute } from '@chute/displays';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { HubDesks } from '../display/hub-desks.ts';
import type { Access } from '../http/access.ts';
import type { HubApp } from '../http/hub-app.ts';
import { notFound, Problem } from '../http/problem.ts';
import { noQuery, partnerParams, partnerPath } from './common-schemas.ts';

const accessOf: Record<DeskRoute['access'], Access> = { look: ['read:results'], steer: ['write:events'], public: 'public' };

/** Displays, their scenes and shares: the desk's own routes, each under its partner and behind this hub's keys. */
export function displayRoutes(app: HubApp, desks: HubDesks): void {
  const mediaTypes = desks.routes.flatMap((route) => route.mediaTypes ?? []);
  app.register(async (scope) => {
    scope.addContentTypeParser(mediaTypes, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const route of desks.routes) {
      const isOfEvent = route.of === 'event';
      scope.route({
        method: route.method,
        url: isOfEvent ? `${partnerPath}/events/:event_id${route.path}` : route.path,
        ...(route.bodyBytesMax === undefined ? {} : { bodyLimit: route.bodyBytesMax }),
        config: { access: accessOf[route.access], ...(route.holdsSecret ? { idempotency: 'none' as const } : {}) },
        schema: {
          operationId: route.operationId,
          summary: route.summary,
          tags: ['displays'],
          params: isOfEvent ? partnerParams.extend(route.params.shape) : route.params,
          querystring: route.query ?? noQuery,
          ...(route.body && !route.mediaTypes ? { body: route.body } : {}),
          response: answersOf(route),
        },
        handler: async (request, reply) => {
          const { status, body, headers = {} } = await answerOf(route, desks, request);
          return reply
            .code(status as 200)
            .headers(headers)
            .send(body as never);
        },
      });
    }
  });
}

async function answerOf(route: DeskRoute, desks: HubDesks, request: FastifyRequest) {
  const { partner_id: partnerId, code } = request.params as { partner_id?: string; code?: string };
  const desk = partnerId === undefined ? await desks.ofCode(code ?? '') : desks.of(partnerId);
  if (!desk && route.of !== 'nobody') throw notFound('display');
  try {
    const body = route.mediaTypes && !(request.body instanceof Uint8Array) ? new Uint8Array() : request.body;
    const { params, query } = request as unknown as { params: never; query: never };
    return await route.handle({ desk: desk as never, params, query, body: body as never, address: request.ip });
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    throw new Problem(error.code, { detail: error.message, beside: error.beside }, { cause: error });
  }
}

function answersOf({ answers }: DeskRoute): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(answers).flatMap(([status, schema]) => (schema ? [[status, schema]] : [])));
}
