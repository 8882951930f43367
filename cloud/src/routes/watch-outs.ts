import { watchOutsAnswerSchema, watchOutsBody } from '@chute/protocol';
import type { HubApp } from '../http/hub-app.ts';
import { notFound } from '../http/problem.ts';
import { eventParams, partnerPath } from './common-schemas.ts';
import type { RouteContext } from './route-context.ts';

export function watchOutRoutes(app: HubApp, { scoring, raceNowMs }: RouteContext): void {
  app.route({
    method: 'GET',
    url: `${partnerPath}/events/:event_id/watch-outs`,
    config: { access: ['read:results'] },
    schema: {
      operationId: 'listWatchOuts',
      summary:
        'What looks wrong in the data and what to do about it, most pressing first: overdue runners, swapped chips, mats that miss reads',
      tags: ['results'],
      params: eventParams,
      response: { 200: watchOutsAnswerSchema },
    },
    handler: async ({ params }) => {
      const event = await scoring.read(params.partner_id, params.event_id);
      if (!event) throw notFound('event');
      const nowMs = raceNowMs();
      return watchOutsBody(event.scorer.watchOuts({ nowMs }), { nowMs });
    },
  });
}
