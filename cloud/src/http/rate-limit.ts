import fastifyRateLimit from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HubApp } from './hub-app.ts';
import { Problem } from './problem.ts';

/** Requests a minute. `perKey` for proven keys; `refusedPerAddress` for wrong keys and codes from one peer address. */
export type RateLimits = { perKey: number; refusedPerAddress: number };

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Race-day capture is never refused for quota. */
    quota?: 'none';
  }
}

export type RateLimiter = {
  /** Counts a request of a proven key, tells it what is left, and refuses it beyond the limit. */
  countCall: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
  /** Counts a wrong key or code, so that nobody can try them by the thousand. */
  countRefusal: (request: FastifyRequest) => Promise<void>;
};

export async function limitRates(app: HubApp, limits: RateLimits): Promise<RateLimiter> {
  await app.register(fastifyRateLimit, { global: false });
  const timeWindow = 60_000;
  const byKey = app.createRateLimit({
    max: limits.perKey,
    timeWindow,
    keyGenerator: ({ caller }) => `${caller?.partnerId}/${caller?.keyId}`,
  });
  const byAddress = app.createRateLimit({ max: limits.refusedPerAddress, timeWindow, keyGenerator: ({ ip }) => `refused/${ip}` });
  return {
    countCall: async (request, reply) => {
      if (request.routeOptions.config.quota === 'none') return;
      const count = await byKey(request);
      if (count.isAllowed) return;
      reply.headers({ 'ratelimit-limit': count.max, 'ratelimit-remaining': count.remaining, 'ratelimit-reset': count.ttlInSeconds });
      if (count.isExceeded) throw tooMany(`this key may make ${count.max} requests a minute`, count.ttlInSeconds);
    },
    countRefusal: async (request) => {
      const count = await byAddress(request);
      if (!count.isAllowed && count.isExceeded) throw tooMany('too many wrong keys from this address', count.ttlInSeconds);
    },
  };
}

function tooMany(detail: string, retryAfterS: number): Problem {
  return new Problem('too-many-requests', { detail, headers: { 'retry-after': String(retryAfterS) } });
}
