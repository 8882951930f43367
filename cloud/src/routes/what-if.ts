import { candidatesOf, listChangesBody, listChangesSchema, whatIfBodySchema } from '@chute/protocol';
import type { HubApp } from '../http/hub-app.ts';
import { notFound } from '../http/problem.ts';
import { eventParams, noQuery, partnerPath } from './common-schemas.ts';
import { refuseUnknown } from './corrections.ts';
import type { RouteContext } from './route-context.ts';

export function whatIfRoutes(app: HubApp, { scoring, raceNowMs }: RouteContext): void {
  app.route({
    method: 'POST',
    url: `${partnerPath}/events/:event_id/what-if`,
    config: { access: ['write:timing'] },
    schema: {
      operationId: 'supposeCorrections',
      summary:
        'Who would change, from what to what, if these corrections were entered now: places, awards and teams included. Nothing is written',
      tags: ['timing'],
      params: eventParams,
      querystring: noQuery,
      body: whatIfBodySchema,
      response: { 200: listChangesSchema },
    },
    handler: async ({ params, body: { corrections } }) => {
      const event = await scoring.read(params.partner_id, params.event_id);
      if (!event) throw notFound('event');
      for (const [index, correction] of corrections.entries()) refuseUnknown(correction, event, `body.corrections[${index}]`);
      return listChangesBody(event.scorer.whatIf(candidatesOf(corrections, { nowMs: raceNowMs() })));
    },
  });
}
