import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

/** The version of a row as a strong ETag, the same on every replica. */
export function versionTag(rowVersion: number): string {
  return `"v${rowVersion}"`;
}

/** Answers a read with its tag; true when the caller has this version already and gets an empty 304. */
export function answerTag({ request, reply, tag }: { request: FastifyRequest; reply: FastifyReply; tag: string }): boolean {
  reply.header('etag', tag);
  const known = request.headers['if-none-match'];
  if (known === undefined || !tagsOf(known).some((one) => one === '*' || one === tag)) return false;
  reply.code(304);
  return true;
}

/** The row version a write means to change (`If-Match: "v7"`, or `*` for whatever it is now, which comes out as null). */
export function expectedVersion(request: FastifyRequest): number | null {
  const given = request.headers['if-match'];
  if (given === undefined)
    throw new Problem('if-match-needed', { detail: 'send If-Match with the ETag of what you read, or * for whatever it is now' });
  if (given.trim() === '*') return null;
  const match = /^"v(\d{1,15})"$/.exec(given.trim());
  if (!match) throw new Problem('changed-meanwhile', { detail: 'If-Match is not an ETag of ours' });
  return Number(match[1]);
}

export function changedMeanwhile(now: number): Problem {
  return new Problem('changed-meanwhile', {
    detail: 'read it again, and see whether your change still makes sense',
    headers: { etag: versionTag(now) },
  });
}

function tagsOf(header: string): string[] {
  return header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}
