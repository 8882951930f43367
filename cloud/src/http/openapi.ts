import { problemSchema } from '@chute/protocol';
import fastifySwagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { HubApp } from './hub-app.ts';

type OpenApiObject = { paths?: Record<string, Record<string, Operation>>; [key: string]: unknown };
type Operation = { responses: Record<string, unknown>; security?: unknown[] };

/** Describes every route that is registered after it, from the schemas that check the requests: the description cannot be another truth. */
export async function describeApi(app: HubApp, { version }: { version: string }): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Chute hub',
        version,
        description:
          'Race timing for timing partners. Every partner sees only its own events. Lists are `{items, next_cursor}`, errors `application/problem+json`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'A key: `chute_<partner>_<key>_<secret>`' },
          apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        },
        schemas: { Problem: z.toJSONSchema(problemSchema, { target: 'draft-2020-12' }) as never },
      },
      security: [{ bearer: [] }, { apiKey: [] }],
      tags: tags.map(([name, description]) => ({ name, description })),
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withProblems(jsonSchemaTransformObject(document) as OpenApiObject) as never,
  });
  app.get('/openapi.json', { schema: { hide: true }, config: { access: 'docs' } }, async () => app.swagger());
}

const tags = [
  ['partners', 'Timing partners: each is a tenant'],
  ['api-keys', 'Keys of programs'],
  ['events', 'Events, and what they are before they start'],
  ['races', 'Races with their waves, course points and divisions'],
  ['participants', 'Who takes part, and the start list'],
  ['results', 'Times, statuses and places'],
  ['displays', 'Screens, what they show, and who may steer them'],
  ['timing', 'The race log: raw reads, sessions, corrections'],
  ['edges', 'The boxes beside the mats'],
  ['operation', 'Is it alive, is it ready'],
] as const;

/** Any call may be refused, and always in one form. */
function withProblems(document: OpenApiObject): OpenApiObject {
  const problem = {
    description: 'Refused, and why',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path)) operation.responses.default = problem;
  }
  return document;
}
