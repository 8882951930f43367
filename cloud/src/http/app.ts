import type { Logger } from '@chute/service';
import fastifyHelmet from '@fastify/helmet';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Authenticate } from '../auth/caller.ts';
import { type GuardedRoute, guardAccess } from './access.ts';
import { errorHandler, notFoundHandler } from './error-handler.ts';
import type { HubApp } from './hub-app.ts';
import { limitRates, type RateLimiter, type RateLimits } from './rate-limit.ts';
import { answerRequestId, requestIdFrom } from './request-id.ts';

export type HttpSettings = {
  logger: Logger;
  newId: () => string;
  authenticate: Authenticate;
  rateLimits: RateLimits;
  /** How many proxies stand before us; their `X-Forwarded-For` is believed, and no other. */
  proxyHops: number;
  /** The API's description for everybody, not only for this machine and for keys. */
  openDocs: boolean;
};

const bodyBytesMax = 1024 * 1024;
/** Screens, partners and edges of one process; more of them are a matter for more replicas, or for a proxy. */
const connectionsMax = 10_000;

export type HttpApp = { app: HubApp; limiter: RateLimiter; routes: readonly GuardedRoute[] };

/** What every route lives in: limits, problem+json, request ids, security headers, and a guard that no route can leave out. */
export async function createHttpApp({ logger, newId, authenticate, rateLimits, proxyHops, openDocs }: HttpSettings): Promise<HttpApp> {
  const app: HubApp = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIdFrom(newId),
    requestTimeout: 60_000,
    connectionTimeout: 90_000,
    keepAliveTimeout: 65_000,
    bodyLimit: bodyBytesMax,
    trustProxy: proxyHops > 0 && ((_address, hop) => hop < proxyHops),
    forceCloseConnections: true,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    http: { headersTimeout: 20_000, maxHeaderSize: 16_384 },
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<ZodTypeProvider>();
  app.server.maxConnections = connectionsMax;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(errorHandler);
  app.setNotFoundHandler(notFoundHandler);
  answerRequestId(app);
  // An answer without a body says nothing of its kind either.
  app.addHook('onSend', async (_request, reply, payload) => {
    if (reply.statusCode !== 204 && reply.statusCode !== 304) return payload;
    reply.removeHeader('content-type');
    return null;
  });
  await app.register(fastifyHelmet, securityHeaders);
  const limiter = await limitRates(app, rateLimits);
  const { routes } = guardAccess(app, { openDocs, authenticate, onRefused: limiter.countRefusal, onCaller: limiter.countCall });
  return { app, limiter, routes };
}

/** For pages that bring all of their own: nothing is fetched from elsewhere, so they work without internet. No HTTPS upgrade: a hub on a LAN speaks HTTP. */
const securityHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'self'"],
      objectSrc: ["'none'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'", 'data:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      connectSrc: ["'self'", 'ws:', 'wss:'],
    },
  },
  strictTransportSecurity: false,
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
} as const;
