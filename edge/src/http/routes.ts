import {
  candidatesOf,
  correctionSchema,
  eventSetupBodySchema,
  explainBody,
  listChangesBody,
  resultListBody,
  watchOutsBody,
  whatIfBodySchema,
} from '@chute/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { UnknownEventError } from '../event/race-session.ts';
import { HubRequestError } from '../link/hub-http.ts';
import type { ScoringRun } from '../scoring/event-scoring.ts';
import type { EdgeDoor } from './edge-door.ts';
import { checked, Problem } from './problem.ts';
import { edgeView } from './status-page/edge-view.ts';
import { statusContentSecurityPolicy, statusPage } from './status-page/page.ts';

const setupBytesMax = 64 * 1024 * 1024;

const eventParamsSchema = z.object({ eventId: z.uuid() });
const explainQuerySchema = z.strictObject({ bib: z.string().min(1).max(32) });
const sessionSchema = z.strictObject({ event_id: z.uuid() });
const decoderCommandSchema = z.discriminatedUnion('command', [
  z.strictObject({
    command: z.literal('rewind'),
    location: z.string().min(1).nullable().default(null),
    from_seq: z.int().nonnegative().nullable().default(null),
  }),
  z.strictObject({ command: z.literal('stop') }),
  z.strictObject({ command: z.literal('start') }),
  z.strictObject({ command: z.literal('read-clock') }),
]);
const claimSchema = z.strictObject({ hub_url: z.url({ protocol: /^https?$/ }), code: z.string().min(8).max(64) });

/** What can be read of this edge, by anyone who reaches it. */
export function addReadingRoutes(app: FastifyInstance, edge: EdgeDoor): void {
  app.get('/health', async (_, reply) => {
    const health = edge.health();
    return reply.code(health.ok ? 200 : 503).send(health);
  });

  app.get('/status', (request, reply) => {
    const status = edge.status();
    void reply.header('vary', 'accept');
    if (!wantsPage(request)) return reply.send(status);
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', statusContentSecurityPolicy)
      .send(statusPage(edgeView(status)));
  });

  app.get('/api/v1/events/:eventId/results/list', async (request) => {
    const { eventId, scorer } = scoredEvent(edge, request);
    return resultListBody(eventId, scorer.list());
  });

  app.get('/api/v1/events/:eventId/explain', async (request) => {
    const { scorer } = scoredEvent(edge, request);
    const { bib } = checked(explainQuerySchema, request.query, 'query');
    const participantId = participantOf(scorer, bib);
    const explanation = participantId === undefined ? undefined : scorer.explain(participantId);
    if (!explanation) throw new Problem('not-found', { detail: `nobody wears bib ${bib} in this event` });
    return explainBody(explanation);
  });

  app.get('/api/v1/events/:eventId/watch-outs', async (request) => {
    const { scorer } = scoredEvent(edge, request);
    const nowMs = edge.raceNowMs();
    return watchOutsBody(scorer.watchOuts({ nowMs }), { nowMs });
  });
}

/** A browser, as opposed to a program. */
export function wantsPage({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers.accept?.includes('text/html') ?? false;
}

/** Figures for whoever runs this edge. */
export function addMetricsRoute(app: FastifyInstance, { metrics: { registry } }: EdgeDoor): void {
  app.get('/metrics', async (_, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}

/** What changes something, or supposes a change: only for this machine and for whoever has the console key. */
export function addChangingRoutes(app: FastifyInstance, edge: EdgeDoor): void {
  app.post('/api/entries', async (request, reply) => {
    const correction = checked(correctionSchema, request.body, 'body');
    const { journalId, seq } = await edge.enter(correction);
    return reply.code(201).send({ journal_id: journalId, seq });
  });

  app.post('/api/v1/events/:eventId/what-if', (request) => {
    const { scorer } = scoredEvent(edge, request);
    const { corrections } = checked(whatIfBodySchema, request.body, 'body');
    for (const correction of corrections) edge.refuseUnknown(correction);
    return listChangesBody(scorer.whatIf(candidatesOf(corrections, { nowMs: edge.raceNowMs() })));
  });

  app.post('/api/decoders/command', (request) => {
    const command = checked(decoderCommandSchema, request.body, 'body');
    const told = edge.tellDecoders(command.command === 'rewind' ? { ...command, fromSeq: command.from_seq } : command);
    if (told === 0) throw new Problem('conflict', { detail: 'no decoder is connected' });
    return { connections: told };
  });

  app.post('/api/session', async (request, reply) => {
    const { event_id: eventId } = checked(sessionSchema, request.body, 'body');
    await edge.openSession(eventId).catch((error: unknown) => {
      if (error instanceof UnknownEventError) throw new Problem('not-found', { detail: error.message }, { cause: error });
      throw error;
    });
    return reply.code(201).send(edge.session());
  });

  app.post('/api/setup', { bodyLimit: setupBytesMax }, async (request, reply) => {
    const body = checked(eventSetupBodySchema, request.body, 'body');
    return reply.code(201).send(await edge.importSetup(body));
  });

  app.post('/api/claim', async (request, reply) => {
    const { hub_url: hubUrl, code } = checked(claimSchema, request.body, 'body');
    const claimed = await edge.claim({ hubUrl: hubUrl.replace(/\/+$/, ''), code }).catch((error: unknown) => {
      if (error instanceof HubRequestError) throw new Problem('hub-refused', { detail: error.message }, { cause: error });
      throw error;
    });
    return reply.code(201).send(claimed);
  });
}

function scoredEvent(edge: EdgeDoor, request: FastifyRequest): ScoringRun {
  const { eventId } = checked(eventParamsSchema, request.params, 'params');
  if (eventId !== edge.session().event_id) throw new Problem('not-found', { detail: 'this edge does not time that event' });
  const run = edge.scoringRun();
  if (!run) throw new Problem('not-ready', { detail: 'the race log is still being read, or the setup is missing: see /status' });
  return run;
}

function participantOf(scorer: ScoringRun['scorer'], bib: string): string | undefined {
  for (const result of scorer.results()) if (result.bib === bib) return result.participantId;
  return undefined;
}
