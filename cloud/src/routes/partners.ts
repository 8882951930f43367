import { z } from 'zod';
import { mintCredential } from '../auth/credential.ts';
import { roles } from '../auth/scopes.ts';
import type { HubApp } from '../http/hub-app.ts';
import { notFound } from '../http/problem.ts';
import { insertApiKey } from '../store/api-keys.ts';
import { createPartner, findPartner, type Partner } from '../store/partners.ts';
import { newKeySchema } from './api-keys.ts';
import { instantSchema, noQuery, partnerIdSchema, partnerParams, partnerPath } from './common-schemas.ts';
import type { RouteContext } from './route-context.ts';

const partnerSchema = z
  .object({ partner_id: partnerIdSchema, name: z.string(), created_at: instantSchema, suspended_at: instantSchema.nullable() })
  .meta({ id: 'Partner' });

const newPartnerBody = z.strictObject({ name: z.string().trim().min(1).max(200).meta({ example: 'Big River Timing' }) });

/** A timing partner, which is a tenant. Only the platform makes one; nobody can list them. */
export function partnerRoutes(app: HubApp, { db, newId }: RouteContext): void {
  app.route({
    method: 'POST',
    url: '/api/v1/partners',
    config: { access: 'platform', idempotency: 'none' },
    schema: {
      operationId: 'createPartner',
      summary: 'Make a timing partner, with a first key of its owner',
      tags: ['partners'],
      querystring: noQuery,
      body: newPartnerBody,
      response: { 201: z.object({ partner: partnerSchema, api_key: newKeySchema }) },
    },
    handler: async (request, reply) => {
      const partnerId = await createPartner(db, request.body);
      const keyId = newId();
      const { token, secretHash } = mintCredential({ partnerId, keyId });
      const key = { keyId, name: 'owner', secretSha256: secretHash, permissions: [...roles.owner], edgeId: null };
      const partner = await db.withTenant(partnerId, async (tx) => {
        await insertApiKey(tx, key);
        return (await findPartner(tx))!;
      });
      return reply.code(201).send({
        partner: partnerBody(partner),
        api_key: { key_id: keyId, name: key.name, permissions: key.permissions, token },
      });
    },
  });

  app.route({
    method: 'GET',
    url: partnerPath,
    config: { access: ['read:events'] },
    schema: {
      operationId: 'getPartner',
      summary: 'The partner that this key belongs to',
      tags: ['partners'],
      params: partnerParams,
      querystring: noQuery,
      response: { 200: partnerSchema },
    },
    handler: async ({ params }) => {
      const partner = await db.withTenant(params.partner_id, findPartner);
      if (!partner) throw notFound('partner');
      return partnerBody(partner);
    },
  });
}

function partnerBody({ partnerId, name, createdAt, suspendedAt }: Partner) {
  return { partner_id: partnerId, name, created_at: createdAt.toISOString(), suspended_at: suspendedAt?.toISOString() ?? null };
}
