import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Database } from '../store/db.ts';
import { claimIdempotencyKey, type KnownKey, keepAnswer, releaseIdempotencyKey } from '../store/idempotency-keys.ts';
import type { HubApp } from './hub-app.ts';
import { Problem } from './problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer holds a secret that is shown once, so it is not kept to be given again. */
    idempotency?: 'none';
  }
  interface FastifyRequest {
    idempotencyKey: string | null;
  }
}

const keptHeaders = ['content-type', 'location', 'etag'] as const;

/**
 * `Idempotency-Key` on a POST: the same request sent again within 24 h gets the first one's answer, and does nothing.
 * The key is the partner's; a refused request frees it. When the hub died at work nobody knows what was done, and the key says so.
 */
export function honourIdempotencyKeys(app: HubApp, db: Database): void {
  app.decorateRequest('idempotencyKey', null);

  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || !request.caller || key === undefined) return;
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key))
      throw new Problem('bad-request', { detail: 'Idempotency-Key is 1 to 200 visible characters' });
    if (request.routeOptions.config.idempotency === 'none') {
      throw new Problem('bad-request', { detail: 'this answer holds a secret and is not kept: send it without Idempotency-Key' });
    }
    const requestSha256 = fingerprint(request);
    const known = await db.withTenant(request.caller.partnerId, (tx) => claimIdempotencyKey(tx, { key, requestSha256 }));
    if (!known) {
      request.idempotencyKey = key;
      return;
    }
    const { status, headers, body } = firstAnswer(known, requestSha256);
    return reply.code(status).headers(headers).header('idempotent-replayed', 'true').send(body);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const { idempotencyKey: key, caller } = request;
    if (key === null || !caller) return;
    const done = reply.statusCode >= 200 && reply.statusCode < 300;
    const headers = Object.fromEntries(
      keptHeaders.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
    );
    const answer = { status: reply.statusCode, headers, body: typeof payload === 'string' ? payload : '' };
    await db
      .withTenant(caller.partnerId, (tx) => (done ? keepAnswer(tx, key, answer) : releaseIdempotencyKey(tx, key)))
      .catch((error) => request.log.error({ err: error }, 'answer not kept under its idempotency key'));
  });
}

function firstAnswer({ requestSha256, answer }: KnownKey, asked: Buffer) {
  if (!requestSha256.equals(asked)) throw new Problem('conflict', { detail: 'this Idempotency-Key was used for another request' });
  if (!answer)
    throw new Problem('conflict', {
      detail: 'the first request under this Idempotency-Key is still at work, or was cut off: look what it did',
    });
  return answer;
}

function fingerprint({ method, url, body }: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest();
}
