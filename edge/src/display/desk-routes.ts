import { type Desk, DeskError, type DeskRoute } from '@chute/displays';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { checked, Problem } from '../http/problem.ts';

const noQuery = z.object({});

/** The desk's routes as this web server serves them; whoever registers them has seen to who may come. */
export async function addDeskRoutes(app: FastifyInstance, { desk, routes }: { desk: Desk; routes: readonly DeskRoute[] }): Promise<void> {
  const mediaTypes = routes.flatMap((route) => route.mediaTypes ?? []);
  if (mediaTypes.length > 0) app.addContentTypeParser(mediaTypes, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.of === 'event' ? `/api/v1/events/:event_id${route.path}` : route.path,
      ...(route.bodyBytesMax === undefined ? {} : { bodyLimit: route.bodyBytesMax }),
      handler: async (request, reply) => {
        const { status, body, headers = {} } = await answerOf(route, desk, request);
        return reply
          .code(status)
          .headers(headers)
          .send(body ?? undefined);
      },
    });
  }
}

async function answerOf(route: DeskRoute, desk: Desk, request: FastifyRequest) {
  const body = route.mediaTypes ? request.body : (request.body ?? {});
  if (route.mediaTypes && !(body instanceof Uint8Array))
    throw new Problem('wrong-media-type', { detail: `send one of ${route.mediaTypes.join(', ')}` });
  try {
    return await route.handle({
      desk,
      params: checked(route.params, request.params, 'params'),
      query: checked(route.query ?? noQuery, request.query, 'query'),
      body: route.body && checked(route.body, body, 'body'),
      address: request.ip,
    });
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    throw new Problem(error.code, { detail: error.message, beside: error.beside }, { cause: error });
  }
}
