import type { HubApp } from '../http/hub-app.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { correctionRoutes } from './corrections.ts';
import { edgeClaimRoute } from './edge-claim.ts';
import { edgeRoutes } from './edges.ts';
import { eventSetupRoutes } from './event-setup.ts';
import { eventRoutes } from './events.ts';
import { explainRoutes } from './explain.ts';
import { journalRoutes } from './journals.ts';
import { participantImportRoutes } from './participants/participant-import.ts';
import { participantRoutes } from './participants/participants.ts';
import { partnerRoutes } from './partners.ts';
import { personRoutes } from './persons.ts';
import { raceRoutes } from './races.ts';
import { resultRoutes } from './results.ts';
import type { RouteContext } from './route-context.ts';
import { timingRoutes } from './timing.ts';
import { watchOutRoutes } from './watch-outs.ts';
import { whatIfRoutes } from './what-if.ts';

export function everyRoute(app: HubApp, context: RouteContext): void {
  for (const register of [
    partnerRoutes,
    apiKeyRoutes,
    eventRoutes,
    eventSetupRoutes,
    raceRoutes,
    participantRoutes,
    participantImportRoutes,
    personRoutes,
    correctionRoutes,
    resultRoutes,
    explainRoutes,
    watchOutRoutes,
    whatIfRoutes,
    timingRoutes,
    journalRoutes,
    edgeRoutes,
    edgeClaimRoute,
  ]) {
    register(app, context);
  }
}
