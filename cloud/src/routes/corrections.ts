import { type Correction, correctionAnswerSchema, correctionEntry, correctionSchema } from '@chute/protocol';
import type { HubApp } from '../http/hub-app.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { ScoredEvent } from '../scoring/scored-events.ts';
import { eventParams, noQuery, partnerPath } from './common-schemas.ts';
import type { RouteContext } from './route-context.ts';

/** What a person decides on the web: each becomes one entry of the event's hub journal, and reaches every edge. */
export function correctionRoutes(app: HubApp, { journal, scoring }: RouteContext): void {
  app.route({
    method: 'POST',
    url: `${partnerPath}/events/:event_id/corrections`,
    config: { access: ['write:timing'], quota: 'none' },
    schema: {
      operationId: 'createCorrection',
      summary: 'Enter a gun, a manual time, a status, a chip … as one entry of the race log',
      tags: ['timing'],
      params: eventParams,
      querystring: noQuery,
      body: correctionSchema,
      response: { 201: correctionAnswerSchema },
    },
    handler: async ({ params, body }, reply) => {
      const { partner_id: partnerId, event_id: eventId } = params;
      const event = await scoring.read(partnerId, eventId);
      if (!event) throw notFound('event');
      refuseUnknown(body, event, 'body');
      const [ref] = await journal.append(partnerId, eventId, [correctionEntry(body)]);
      return reply.code(201).send({ journal_id: ref!.journalId, seq: ref!.seq });
    },
  });
}

/** An entry is for ever, so one that names what the event does not have is refused while somebody can still mend it. */
export function refuseUnknown(correction: Correction, { setup, scorer }: ScoredEvent, path: string): void {
  const has = (list: readonly { id: string }[], id: string) => list.some((one) => one.id === id);
  const wrong: string[] = [];
  if (correction.kind === 'gun' && !has(setup.waves, correction.wave_id)) wrong.push('wave_id');
  if ('race_id' in correction && !has(setup.races, correction.race_id)) wrong.push('race_id');
  if (correction.kind === 'manual' && !has(setup.coursePoints, correction.course_point_id)) wrong.push('course_point_id');
  if ('participant_id' in correction && !scorer.result(correction.participant_id)) wrong.push('participant_id');
  if (wrong.length === 0) return;
  const errors = wrong.map((field) => ({ path: `${path}.${field}`, message: 'is not of this event' }));
  throw new Problem('bad-request', { detail: `${wrong.join(', ')}: not of this event`, errors });
}
