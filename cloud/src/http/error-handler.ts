import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { Problem, type ProblemCode } from './problem.ts';

/** Writes every error as `application/problem+json`. What is not the caller's is logged whole, and answered without details. */
export function errorHandler(error: FastifyError | Problem, request: FastifyRequest, reply: FastifyReply): void {
  const problem = error instanceof Problem ? error : problemOf(error);
  if (problem.status >= 500 && problem.code !== 'not-ready')
    request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
  reply
    .code(problem.status)
    .headers(problem.headers)
    .type('application/problem+json')
    // As text: a route's own schema for its answers must not judge this body.
    .send(JSON.stringify(problem.body(request.id)));
}

/** For what no route answers. Whoever asks for an event as an edge has it, without a partner, lacks the key that says whose it is. */
export function notFoundHandler(request: FastifyRequest, reply: FastifyReply): void {
  const problem = request.url.startsWith('/api/v1/events/')
    ? new Problem('not-signed-in', {
        detail: 'a hub keeps the events of many partners: sign in with a key of the hub, which begins with chute_',
      })
    : new Problem('not-found', { detail: `nothing answers ${request.method} here` });
  errorHandler(problem, request, reply);
}

function problemOf(error: FastifyError): Problem {
  if (hasZodFastifySchemaValidationErrors(error)) return validationProblem(error);
  const code = codeOfStatus.get(error.statusCode ?? 500);
  // Below 500 the sentence is Fastify's own, about the request: bad JSON, a body too large, a media type unknown.
  if (code) return new Problem(code, { detail: error.message }, { cause: error });
  if (isUnstorableText(error))
    return new Problem('bad-request', { detail: 'a text holds a character that cannot be kept, such as NUL' }, { cause: error });
  if (isDatabaseAway(error)) {
    return new Problem('not-ready', { detail: 'the database does not answer just now', headers: { 'retry-after': '5' } }, { cause: error });
  }
  return new Problem('our-fault', { detail: 'the request was fine, we were not; tell us the request id' }, { cause: error });
}

/** Codes of Node for a server that cannot be reached, and of Postgres (08, 57P) for one that goes, comes, or hangs up. */
function isDatabaseAway({ code = '' }: { code?: string }): boolean {
  return ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'].includes(code) || /^(08\d{3}|57P0\d)$/.test(code);
}

/** Codes of Postgres for text that is no text to it: a NUL, or half of a character. No schema of ours looks into every string for that. */
function isUnstorableText({ code = '' }: { code?: string }): boolean {
  return code === '22021' || code === '22P05';
}

const codeOfStatus = new Map<number, ProblemCode>([
  [400, 'bad-request'],
  [408, 'bad-request'],
  [413, 'too-large'],
  [415, 'wrong-media-type'],
  [429, 'too-many-requests'],
]);

type ZodValidation = { instancePath: string; message: string; keyword: string; params: { keys?: string[] } };

/** One error per wrong field, an unknown one by its name. */
function validationProblem(error: FastifyError): Problem {
  const where = error.validationContext === 'querystring' ? 'query' : (error.validationContext ?? 'request');
  const errors = (error.validation as unknown as ZodValidation[]).flatMap((issue) => {
    const path = [where, ...issue.instancePath.split('/').filter(Boolean)];
    if (issue.keyword !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }];
    return (issue.params.keys ?? []).map((key) => ({ path: [...path, key].join('.'), message: 'is not known here' }));
  });
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return new Problem('bad-request', { detail: detail.slice(0, 500), errors }, { cause: error });
}
