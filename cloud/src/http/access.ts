import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { type Authenticate, type Caller, platformPartnerId, tokenOf } from '../auth/caller.ts';
import type { Scope } from '../auth/scopes.ts';
import type { HubApp } from './hub-app.ts';
import { notFound, Problem } from './problem.ts';

/**
 * Who may use a route. Every route says it, or the app does not start.
 * `public`: no key is looked at · `operator`: this machine itself, or a platform key · `platform`: a platform key ·
 * `docs`: this machine, any key, or everybody when `openDocs` says so · a list of scopes: a key of the partner in the path that has one of them.
 */
export type Access = 'public' | 'operator' | 'docs' | 'platform' | readonly Scope[];

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
  interface FastifyRequest {
    caller: Caller | null;
  }
}

/** A route as the guard knows it, once the app is ready: what the tenancy tests go through. */
export type GuardedRoute = { method: string; url: string; access: Access };

export class RouteWithoutAccessError extends Error {
  override name = 'RouteWithoutAccessError';
  readonly code = 'route-without-access';

  constructor({ method, url }: Pick<RouteOptions, 'method' | 'url'>) {
    super(`${method} ${url} does not say who may use it: give it config.access`);
  }
}

type Guard = {
  openDocs: boolean;
  authenticate: Authenticate;
  onRefused: (request: FastifyRequest) => Promise<void>;
  onCaller: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
};

/**
 * The first fence of tenancy, before anything of the request is parsed. A partner that the key does not belong to is answered
 * like one that does not exist, whatever else is wrong with the request.
 */
export function guardAccess(app: HubApp, { openDocs, authenticate, onRefused, onCaller }: Guard): { routes: readonly GuardedRoute[] } {
  const routes: GuardedRoute[] = [];
  const registered: RouteOptions[] = [];
  app.decorateRequest('caller', null);
  app.addHook('onRoute', (route) => {
    registered.push(route);
  });
  // Not before: a plugin may give its routes their access after they were made known here.
  app.addHook('onReady', async () => {
    for (const route of registered) {
      if (!route.config?.access) throw new RouteWithoutAccessError(route);
      for (const method of [route.method].flat()) routes.push({ method, url: route.url, access: route.config.access });
    }
  });
  app.addHook('onRequest', async (request, reply) => {
    const access = request.routeOptions.config.access;
    if (!access || access === 'public') return;
    if (access === 'docs' && openDocs) return;
    if ((access === 'operator' || access === 'docs') && isThisMachine(request)) return;

    const token = tokenOf(request.headers);
    const caller = token === undefined ? undefined : await authenticate(token);
    if (!caller) {
      await onRefused(request);
      throw notSignedIn(token);
    }
    request.caller = caller;
    await onCaller(request, reply);
    refuseUnlessAllowed({ access, caller, request });
    // The tenant of every handler is the key's own, so that not even a hole in this guard would open another's.
    const params = request.params as { partner_id?: string };
    if (params.partner_id !== undefined) params.partner_id = caller.partnerId;
  });
  return { routes };
}

/** The caller of a route whose `access` needs one. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw notSignedIn(undefined);
  return request.caller;
}

function refuseUnlessAllowed({
  access,
  caller,
  request,
}: {
  access: Exclude<Access, 'public'>;
  caller: Caller;
  request: FastifyRequest;
}): void {
  if (access === 'docs') return;
  const isPlatform = caller.partnerId === platformPartnerId;
  if (access === 'operator' || access === 'platform') {
    if (!isPlatform) throw new Problem('not-allowed', { detail: 'this needs a key of the platform' });
    return;
  }
  const { partner_id: partnerId } = request.params as { partner_id?: string };
  if (isPlatform || (partnerId !== undefined && partnerId !== caller.partnerId)) throw notFound('partner');
  if (access.some((scope) => caller.scopes.has(scope))) return;
  throw new Problem('not-allowed', { detail: `this needs a key with ${access.join(' or ')}` });
}

/** A request that came through a proxy has another machine behind it. */
export function isThisMachine({ ip, headers }: FastifyRequest): boolean {
  const direct = !headers['x-forwarded-for'] && !headers.forwarded;
  return direct && /^(127\.|::1$|::ffff:127\.)/.test(ip);
}

function notSignedIn(token: string | undefined): Problem {
  const detail =
    token === undefined ? 'send a key: Authorization: Bearer chute_… or X-API-Key: chute_…' : 'this key is not known, or it was revoked';
  return new Problem('not-signed-in', { detail, headers: { 'www-authenticate': 'Bearer realm="chute"' } });
}
