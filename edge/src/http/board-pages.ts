import { boardAssetsPath, eventPages, pageContentSecurityPolicy } from '@chute/board';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { EdgeDoor } from './edge-door.ts';
import { Problem } from './problem.ts';
import { wantsPage } from './routes.ts';

/** The board and the other pages of the event, as hub and edge serve them. They are built when somebody first looks, so that reads never wait for them. */
export function addBoardPages(
  app: FastifyInstance,
  edge: EdgeDoor,
  { pages, liveSources }: { pages: () => Promise<string>; liveSources: readonly string[] },
): void {
  const policy = pageContentSecurityPolicy(liveSources);
  const folder = async () => {
    try {
      return await pages();
    } catch (error) {
      throw new Problem('not-ready', { detail: `the board cannot be shown: ${(error as Error).message}` }, { cause: error });
    }
  };

  // No folder of its own: which one it is, is known when the pages are built.
  void app.register(fastifyStatic, { root: import.meta.dirname, serve: false });

  app.get('/', async (request, reply) => {
    const { event_id: eventId } = edge.session();
    if (eventId === null && wantsPage(request)) return reply.redirect('/status');
    if (eventId === null)
      throw new Problem('not-found', { detail: 'no event is chosen at this edge: POST /api/session {"event_id": …}, or import a setup' });
    return reply.redirect(`/board/${eventId}`);
  });

  for (const [name, file] of Object.entries(eventPages)) {
    app.get(`/${name}/:eventId`, async (_, reply) => {
      const root = await folder();
      return reply.header('content-security-policy', policy).sendFile(file, root, { maxAge: 0 });
    });
  }

  app.get(`${boardAssetsPath}*`, async (request, reply) => {
    const name = (request.params as { '*': string })['*'];
    return reply.sendFile(name, await folder(), { maxAge: '1y', immutable: name.includes('assets/') });
  });
}
