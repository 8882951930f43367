import type { AuditTrail } from '../http/audit.ts';
import type { RateLimiter } from '../http/rate-limit.ts';
import type { HubCore } from '../hub-core.ts';

/** What handlers reach beyond their request. */
export type RouteContext = Pick<HubCore, 'db' | 'journal' | 'scoring' | 'links' | 'mqttUrl' | 'mqttCa'> & {
  newId: () => string;
  /** What time it is at the race; time-outs and ages use real time instead. */
  raceNowMs: () => number;
  audit: AuditTrail;
  limiter: RateLimiter;
  /** Names of an event changed: screens show them at once. */
  onPersonsChanged: (partnerId: string, eventId: string) => void;
};
