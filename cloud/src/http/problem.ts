import type { ProblemBody } from '@chute/protocol';

/** What a refusal is about, to branch on: the end of the body's `type`. */
export type ProblemCode =
  | 'bad-request'
  | 'not-signed-in'
  | 'not-allowed'
  | 'not-found'
  | 'conflict'
  | 'changed-meanwhile'
  | 'if-match-needed'
  | 'too-large'
  | 'wrong-media-type'
  | 'too-many-requests'
  | 'not-ready'
  | 'our-fault';

type ProblemDetails = {
  detail: string;
  errors?: ProblemBody['errors'];
  headers?: Record<string, string>;
  beside?: Record<string, unknown>;
};

/** A request that is refused, and why. Thrown by a handler or a hook; `errorHandler` writes it as `application/problem+json`. */
export class Problem extends Error {
  override name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors: ProblemBody['errors'];
  readonly headers: Record<string, string>;
  /** More that belongs into the answer, such as what stands now. */
  readonly beside: Record<string, unknown>;

  constructor(code: ProblemCode, { detail, errors = [], headers = {}, beside = {} }: ProblemDetails, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
    this.status = kinds[code].status;
    this.errors = errors;
    this.headers = headers;
    this.beside = beside;
  }

  body(requestId: string): ProblemBody {
    const { status, title } = kinds[this.code];
    return {
      ...this.beside,
      type: `urn:chute:problem:${this.code}`,
      title,
      status,
      detail: this.message,
      errors: this.errors,
      request_id: requestId,
    };
  }
}

/** A foreign id and an unknown one get this very answer, so that nobody learns what others have. */
export function notFound(what: string): Problem {
  return new Problem('not-found', { detail: `there is no such ${what}` });
}

const kinds: Record<ProblemCode, { status: number; title: string }> = {
  'bad-request': { status: 400, title: 'The request cannot be understood' },
  'not-signed-in': { status: 401, title: 'A valid key is needed' },
  'not-allowed': { status: 403, title: 'This key may not do that' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Not possible as things stand' },
  'changed-meanwhile': { status: 412, title: 'Somebody else changed it meanwhile' },
  'too-large': { status: 413, title: 'The request is too large' },
  'wrong-media-type': { status: 415, title: 'This kind of content is not understood here' },
  'if-match-needed': { status: 428, title: 'Say which version you mean to change' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'our-fault': { status: 500, title: 'Something went wrong here' },
  'not-ready': { status: 503, title: 'Not ready' },
};
