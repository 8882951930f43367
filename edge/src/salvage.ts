import { type Logger, listenOrExplain, type Running } from '@chute/service';
import fastify from 'fastify';
import { wantsPage } from './http/routes.ts';
import { statusContentSecurityPolicy, statusPage } from './http/status-page/page.ts';
import type { JournalDoubtError } from './journal/journal-doubt-error.ts';
import type { EdgeSettings } from './settings.ts';

/**
 * A journal in doubt is neither written nor replaced (R9): the edge comes up without its decoder ports, so that nothing is acknowledged that could be lost,
 * and says what is wrong and what to do. The file stays where it is.
 */
export async function startSalvage(doubt: JournalDoubtError, { settings, log }: { settings: EdgeSettings; log: Logger }): Promise<Running> {
  const advice = `keep a copy of ${settings.dataFolder}. To go on timing now, start with CHUTE_DATA_DIR set to a new folder: decoders send what they remember again`;
  const status = { mode: 'salvage', code: doubt.code, problem: doubt.message, advice };
  log.fatal(status, 'the journal is in doubt: no decoder port is opened');

  const app = fastify({ requestTimeout: 10_000, connectionTimeout: 30_000, bodyLimit: 1_024, forceCloseConnections: true });
  app.get('/status', (request, reply) => {
    if (!wantsPage(request)) return reply.send(status);
    const reasons = [
      {
        level: 'error' as const,
        text: `${doubt.message}. No decoder can connect. To do: ${advice}.`,
        lasts: `${Math.round(process.uptime())} s`,
      },
    ];
    const page = statusPage({ title: settings.name, word: 'alarm', aside: settings.name, reasons, sections: [], notices: [] });
    return reply.type('text/html; charset=utf-8').header('content-security-policy', statusContentSecurityPolicy).send(page);
  });
  app.get('/health', (_, reply) => reply.code(503).send({ ok: false, problem: doubt.message }));
  const { host, port } = settings;
  const http = await listenOrExplain({ host, port, variable: 'CHUTE_EDGE_PORT', what: "the edge's web server" }, () =>
    app.listen({ host, port }),
  );
  return { addresses: { http }, stop: () => app.close() };
}
