import { z } from 'zod';
import { mintCredential } from '../auth/credential.ts';
import { roleSchema, roles, scopeSchema } from '../auth/scopes.ts';
import { callerOf } from '../http/access.ts';
import type { HubApp } from '../http/hub-app.ts';
import { notFound, Problem } from '../http/problem.ts';
import { type ApiKey, insertApiKey, listApiKeys, revokeApiKey } from '../store/api-keys.ts';
import { instantSchema, noQuery, partnerParams, partnerPath } from './common-schemas.ts';
import type { RouteContext } from './route-context.ts';

const keySchema = z
  .object({
    key_id: z.uuid(),
    name: z.string(),
    permissions: z.array(z.string()),
    edge_id: z.uuid().nullable(),
    created_at: instantSchema,
    last_used_at: instantSchema.nullable(),
    revoked_at: instantSchema.nullable(),
  })
  .meta({ id: 'ApiKey' });

/** The only answer that ever holds a token. */
export const newKeySchema = z
  .object({ key_id: z.uuid(), name: z.string(), permissions: z.array(z.string()), token: z.string() })
  .meta({ id: 'NewApiKey' });

const newKeyBody = z
  .strictObject({
    name: z.string().trim().min(1).max(100).meta({ example: 'results page' }),
    role: roleSchema.optional(),
    permissions: z.array(scopeSchema).min(1).optional(),
  })
  .refine(({ role, permissions }) => (role === undefined) !== (permissions === undefined), 'give either role or permissions');

/** Keys of programs. The secret is shown once; two live keys side by side make a rotation. */
export function apiKeyRoutes(app: HubApp, { db, newId }: RouteContext): void {
  app.route({
    method: 'GET',
    url: `${partnerPath}/api-keys`,
    config: { access: ['admin:partner'] },
    schema: {
      operationId: 'listApiKeys',
      summary: 'Keys, revoked ones too',
      tags: ['api-keys'],
      params: partnerParams,
      querystring: noQuery,
      response: { 200: z.object({ items: z.array(keySchema) }) },
    },
    handler: async ({ params }) => ({ items: (await db.withTenant(params.partner_id, listApiKeys)).map(keyBody) }),
  });

  app.route({
    method: 'POST',
    url: `${partnerPath}/api-keys`,
    config: { access: ['admin:partner'], idempotency: 'none' },
    schema: {
      operationId: 'createApiKey',
      summary: 'Make a key; its token is shown this once',
      tags: ['api-keys'],
      params: partnerParams,
      querystring: noQuery,
      body: newKeyBody,
      response: { 201: newKeySchema },
    },
    handler: async (request, reply) => {
      const { partner_id: partnerId } = request.params;
      const { name, role, permissions = [...roles[role!]] } = request.body;
      const beyond = permissions.filter((scope) => !callerOf(request).scopes.has(scope));
      if (beyond.length > 0) throw new Problem('not-allowed', { detail: `a key cannot give what it has not: ${beyond.join(', ')}` });
      const keyId = newId();
      const { token, secretHash } = mintCredential({ partnerId, keyId });
      await db.withTenant(partnerId, (tx) => insertApiKey(tx, { keyId, name, secretSha256: secretHash, permissions, edgeId: null }));
      return reply.code(201).send({ key_id: keyId, name, permissions, token });
    },
  });

  app.route({
    method: 'DELETE',
    url: `${partnerPath}/api-keys/:key_id`,
    config: { access: ['admin:partner'] },
    schema: {
      operationId: 'revokeApiKey',
      summary: 'Revoke a key; it opens nothing within 60 s',
      tags: ['api-keys'],
      params: partnerParams.extend({ key_id: z.uuid() }),
      querystring: noQuery,
      response: { 204: z.null() },
    },
    handler: async ({ params }, reply) => {
      if (!(await db.withTenant(params.partner_id, (tx) => revokeApiKey(tx, params.key_id)))) throw notFound('key');
      return reply.code(204).send(null);
    },
  });
}

function keyBody(key: ApiKey) {
  return {
    key_id: key.keyId,
    name: key.name,
    permissions: key.permissions,
    edge_id: key.edgeId,
    created_at: key.createdAt.toISOString(),
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
  };
}
