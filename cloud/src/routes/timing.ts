import { instantText, openEntry } from '@chute/protocol';
import type { Entry } from '@chute/timing';
import { z } from 'zod';
import type { HubApp } from '../http/hub-app.ts';
import { cursorPosition, pageFrom, pageOf, pageQuery } from '../http/paging.ts';
import { notFound } from '../http/problem.ts';
import { findEvent } from '../store/events.ts';
import { journalsOfEvents } from '../store/journals.ts';
import { type LogListed, listLog } from '../store/race-log.ts';
import { listSessions } from '../store/sessions.ts';
import { instantSchema, partnerParams, partnerPath } from './common-schemas.ts';
import type { RouteContext } from './route-context.ts';

const sessionSchema = z
  .object({
    session_id: z.uuid(),
    journal_id: z.uuid(),
    seq: z.int().positive(),
    kind: z.enum(['session-open', 'session-bind', 'setup-adopt']),
    event_id: z.uuid().nullable(),
    setup_hash: z.string().nullable(),
    said_at: instantSchema.nullable(),
  })
  .meta({ id: 'TimingSession' });

const readSchema = z
  .object({
    journal_id: z.uuid(),
    seq: z.int().positive(),
    session_id: z.string().nullable(),
    kind: z.string().nullable(),
    decoder: z.string().nullable(),
    location: z.string().nullable(),
    chip: z.string().nullable(),
    decoder_time: z.string().nullable(),
    arrived_at: instantSchema.nullable(),
    stored_at: instantSchema,
    raw: z.string().nullable().meta({ description: 'The bytes as heard, in base64' }),
    unscored: z.string().nullable().meta({ description: 'Why it could not be understood' }),
  })
  .meta({ id: 'RawRead' });

/** The race log as it was heard: nothing is left out, nothing is mended. */
export function timingRoutes(app: HubApp, { db }: RouteContext): void {
  app.route({
    method: 'GET',
    url: `${partnerPath}/timing/sessions`,
    config: { access: ['read:timing'] },
    schema: {
      operationId: 'listTimingSessions',
      summary: 'Sessions as the log opened and moved them, newest first',
      tags: ['timing'],
      params: partnerParams,
      querystring: z.strictObject({ event_id: z.uuid().optional(), limit: pageQuery.limit }),
      response: { 200: z.object({ items: z.array(sessionSchema) }) },
    },
    handler: async ({ params, query: { event_id: eventId = null, limit } }) => {
      const sessions = await db.withTenant(params.partner_id, (tx) => listSessions(tx, { eventId, limit }));
      return {
        items: sessions.map(({ sessionId, journalId, seq, kind, setupHash, saidAtMs, ...session }) => ({
          session_id: sessionId,
          journal_id: journalId,
          seq,
          kind,
          event_id: session.eventId,
          setup_hash: setupHash,
          said_at: saidAtMs === null ? null : instantText(saidAtMs),
        })),
      };
    },
  });

  app.route({
    method: 'GET',
    url: `${partnerPath}/timing/reads`,
    config: { access: ['read:timing'] },
    schema: {
      operationId: 'listRawReads',
      summary: 'Entries of an event as they were heard, by journal and sequence',
      tags: ['timing'],
      params: partnerParams,
      querystring: z.strictObject({
        ...pageQuery,
        event_id: z.uuid(),
        kind: z.enum(['read', 'refused', 'gun', 'manual', 'all']).default('read'),
      }),
      response: { 200: pageOf(readSchema) },
    },
    handler: async ({ params, query }) => {
      const { event_id: eventId, kind, limit } = query;
      const list = `reads/${eventId}/${kind}`;
      const from = cursorPosition(list, query.cursor);
      const after = from && { journalId: String(from[0]), seq: Number(from[1]) };
      const rows = await db.withTenant(params.partner_id, async (tx) => {
        if (!(await findEvent(tx, eventId))) throw notFound('event');
        const journalIds = (await journalsOfEvents(tx, [eventId])).map((journal) => journal.journalId);
        return listLog(tx, { journalIds, limit: limit + 1, ...(kind === 'all' ? {} : { kind }), ...(after ? { after } : {}) });
      });
      return pageFrom(rows, { list, limit, item: readBody, position: (row) => [row.journalId, row.seq] });
    },
  });
}

function readBody({ journalId, seq, kind, body, storedAt }: LogListed): z.infer<typeof readSchema> {
  const opened = openEntry(body);
  const entry: Entry | null = 'entry' in opened ? opened.entry : null;
  return {
    journal_id: journalId,
    seq,
    session_id: entry?.sessionId ?? null,
    kind,
    decoder: entry?.clockId ?? null,
    location: entry && 'location' in entry ? entry.location : null,
    chip: entry?.kind === 'read' ? entry.ident : null,
    decoder_time: entry?.timeText ?? null,
    arrived_at: entry ? instantText(entry.arrivedAtMs) : null,
    stored_at: storedAt.toISOString(),
    raw: entry?.raw ?? null,
    unscored: 'unscored' in opened ? opened.unscored : null,
  };
}
