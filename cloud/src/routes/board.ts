import { eventPages, pageContentSecurityPolicy } from '@chute/board';
import fastifyStatic from '@fastify/static';
import { z } from 'zod';
import type { HubApp } from '../http/hub-app.ts';

/** The board and the other pages of an event. They are built when first needed; a request that comes meanwhile waits for it. */
export async function boardRoutes(
  app: HubApp,
  { folder, liveSources }: { folder: () => Promise<string>; liveSources: readonly string[] },
): Promise<void> {
  const policy = pageContentSecurityPolicy(liveSources);
  await app.register(fastifyStatic, { root: import.meta.dirname, serve: false });

  // Anyone may have the page; what it shows is asked for over the live feed, with the key that its audience needs.
  for (const [name, file] of Object.entries(eventPages)) {
    app.route({
      method: 'GET',
      url: `/${name}/:event_id`,
      config: { access: 'public' },
      schema: { hide: true, params: z.object({ event_id: z.uuid() }) },
      handler: async (_request, reply) => {
        reply.header('content-security-policy', policy);
        return reply.sendFile(file, await folder(), { cacheControl: false });
      },
    });
  }

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
