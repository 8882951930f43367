import { boardContentSecurityPolicy } from '@chute/board';
import fastifyStatic from '@fastify/static';
import { z } from 'zod';
import type { HubApp } from '../http/hub-app.ts';

/** The board's pages. They are built when first needed; a request that comes meanwhile waits for it. */
export async function boardRoutes(app: HubApp, folder: () => Promise<string>): Promise<void> {
  await app.register(fastifyStatic, { root: import.meta.dirname, serve: false });

  app.route({
    method: 'GET',
    url: '/board/:event_id',
    config: { access: 'public' },
    schema: { hide: true, params: z.object({ event_id: z.uuid() }) },
    handler: async (_request, reply) => {
      reply.header('content-security-policy', boardContentSecurityPolicy);
      return reply.sendFile('index.html', await folder(), { cacheControl: false });
    },
  });

  // Their names hold a hash of what is in them, so they never change.
  app.route({
    method: 'GET',
    url: '/board-assets/*',
    config: { access: 'public' },
    schema: { hide: true },
    handler: async (request, reply) =>
      reply.sendFile((request.params as { '*': string })['*'], await folder(), { maxAge: '365d', immutable: true }),
  });
}
