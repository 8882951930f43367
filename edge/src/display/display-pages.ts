import { pageContentSecurityPolicy } from '@chute/board';
import type { Desk } from '@chute/displays';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../http/problem.ts';

/** The screen itself: at `/d/<code>` whatever the code opens, at `/d/` six letters to be given one. It may go on from where the display says. */
export function addDisplayPages(
  app: FastifyInstance,
  { desk, pages, liveSources }: { desk: Desk; pages: () => Promise<string>; liveSources: readonly string[] },
): void {
  for (const url of ['/d/', '/d/:code']) {
    app.get(url, async (request, reply) => {
      const { code } = request.params as { code?: string };
      const opened = code === undefined || code.length > 64 ? undefined : await desk.shares.open(code);
      const sources = opened && 'display' in opened ? opened.display.settings.sources : [];
      const folder = await pages().catch((error: unknown) => {
        throw new Problem('not-ready', { detail: `the display cannot be shown: ${(error as Error).message}` }, { cause: error });
      });
      return reply
        .header('content-security-policy', pageContentSecurityPolicy([...liveSources, ...sources]))
        .header('referrer-policy', 'no-referrer')
        .sendFile('display.html', folder, { maxAge: 0 });
    });
  }
}
