import { explainAnswerSchema, explainBody } from '@chute/protocol';
import { z } from 'zod';
import type { HubApp } from '../http/hub-app.ts';
import { notFound } from '../http/problem.ts';
import { eventParams, partnerPath } from './common-schemas.ts';
import type { RouteContext } from './route-context.ts';

export function explainRoutes(app: HubApp, { scoring }: RouteContext): void {
  app.route({
    method: 'GET',
    url: `${partnerPath}/events/:event_id/explain`,
    config: { access: ['read:results'] },
    schema: {
      operationId: 'explainResult',
      summary: 'Why a bib has the result it has: every read, whether it counted, and by which rule',
      tags: ['results'],
      params: eventParams,
      querystring: z.strictObject({ bib: z.string().min(1).max(32).meta({ example: '101' }), race_id: z.uuid().optional() }),
      response: { 200: explainAnswerSchema },
    },
    handler: async ({ params, query }) => {
      const event = await scoring.read(params.partner_id, params.event_id);
      if (!event) throw notFound('event');
      const ofBib = [...event.scorer.results()].find(({ bib, raceId }) => bib === query.bib && (query.race_id ?? raceId) === raceId);
      const explanation = ofBib && event.scorer.explain(ofBib.participantId);
      if (!explanation) throw notFound('bib');
      return explainBody(explanation);
    },
  });
}
