import type { FastifyReply } from 'fastify';

/**
 * Sends JSON that is text already: an answer of megabytes whose shape our own types hold is neither parsed nor checked field by field again.
 * What it is checked against in tests is the schema that its route declares.
 */
export function sendJsonText(reply: FastifyReply, text: string): never {
  return reply.type('application/json; charset=utf-8').send(text) as never;
}
