import type { IncomingMessage } from 'node:http';
import type { HubApp } from './hub-app.ts';

/** A caller's own `X-Request-Id` is kept when it is plain, so that it can be found in both logs. */
export function requestIdFrom(newId: () => string): (request: IncomingMessage) => string {
  return ({ headers }) => {
    const given = headers['x-request-id'];
    return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : newId();
  };
}

export function answerRequestId(app: HubApp): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
}
