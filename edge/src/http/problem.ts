import type { ProblemBody } from '@chute/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';

const kinds = {
  'bad-request': { status: 400, title: 'The request cannot be understood' },
  'not-allowed': { status: 403, title: 'Only this machine, or whoever has the console key, may do that' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Not possible as things stand' },
  'too-large': { status: 413, title: 'The request is too large' },
  'wrong-media-type': { status: 415, title: 'This kind of content is not understood here' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'cannot-be': { status: 422, title: 'This cannot be so' },
  'our-fault': { status: 500, title: 'Something went wrong here' },
  'hub-refused': { status: 502, title: 'The hub did not do it' },
  'not-ready': { status: 503, title: 'Not ready' },
};
export type ProblemCode = keyof typeof kinds;

/** A refusal that a program can branch on by `code` and a person can act on by what it says. */
export class Problem extends Error {
  override name = 'Problem';
  readonly code: ProblemCode;
  readonly errors: ProblemBody['errors'];
  /** More that belongs into the answer, such as what stands now. */
  readonly beside: Record<string, unknown>;

  constructor(
    code: ProblemCode,
    at: { detail: string; errors?: ProblemBody['errors']; beside?: Record<string, unknown> },
    options?: ErrorOptions,
  ) {
    super(at.detail, options);
    this.code = code;
    this.errors = at.errors ?? [];
    this.beside = at.beside ?? {};
  }
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, { code, message, errors, beside }: Problem): void {
  const body: ProblemBody = { type: `urn:chute:problem:${code}`, ...kinds[code], detail: message, errors, request_id: request.id };
  void reply
    .code(body.status)
    .type('application/problem+json')
    .send({ ...beside, ...body });
}

/** What came in, checked. Errors: `Problem` that names each field. */
export function checked<T>(schema: z.ZodType<T>, value: unknown, where: 'body' | 'query' | 'params'): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: [where, ...path].join('.'), message }));
  throw new Problem('bad-request', { detail: 'the request is not what it should be: see errors', errors });
}
