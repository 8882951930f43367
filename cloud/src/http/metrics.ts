import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { HubApp } from './hub-app.ts';

/** What Prometheus is told. No label ever holds a bib, a chip or a name; the partner's label is bounded by how many partners there are. */
export type HubMetrics = ReturnType<typeof createMetrics>;

export function createMetrics({ auditDropped }: { auditDropped: () => number }) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    liveClients: new Gauge({ name: 'chute_live_clients', help: 'Screens connected to /live', registers }),
    auditDropped: new Gauge({
      name: 'chute_audit_rows_dropped',
      help: 'Audit rows that could not be kept',
      registers,
      collect() {
        this.set(auditDropped());
      },
    }),
    requestSeconds: new Histogram({
      name: 'chute_http_request_seconds',
      help: 'Time to answer, by operation',
      labelNames: ['operation', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
  };
}

export function measureRequests(app: HubApp, { requestSeconds }: HubMetrics): void {
  app.addHook('onResponse', async ({ routeOptions }, reply) => {
    const operation = routeOptions.schema?.operationId ?? 'other';
    requestSeconds.observe({ operation, status: `${Math.floor(reply.statusCode / 100)}xx` }, reply.elapsedTime / 1000);
  });
}
