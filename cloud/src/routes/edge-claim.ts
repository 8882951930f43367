import { type ClaimAnswer, claimAnswerSchema, claimRequestSchema } from '@chute/protocol';
import { mintCredential } from '../auth/credential.ts';
import { parseEnrolCode } from '../auth/enrol-code.ts';
import { roles } from '../auth/scopes.ts';
import type { HubApp } from '../http/hub-app.ts';
import { Problem } from '../http/problem.ts';
import { insertApiKey } from '../store/api-keys.ts';
import { insertEdge } from '../store/edges.ts';
import { takeEnrolCode } from '../store/enrol-codes.ts';
import { noQuery } from './common-schemas.ts';
import type { RouteContext } from './route-context.ts';

/** An edge that has nothing but a code becomes one of the partner's. The code is the proof, works once, and names its tenant. */
export function edgeClaimRoute(app: HubApp, { db, newId, limiter, mqttUrl, mqttCa, audit }: RouteContext): void {
  app.route({
    method: 'POST',
    url: '/api/v1/edges/claim',
    config: { access: 'public' },
    schema: {
      operationId: 'claimEdge',
      summary: 'Trade a one-time code for an edge’s id and credential',
      tags: ['edges'],
      querystring: noQuery,
      body: claimRequestSchema,
      response: { 200: claimAnswerSchema },
    },
    handler: async (request): Promise<ClaimAnswer> => {
      // What the edge calls itself is not asked: the person who made the code named it.
      const { code, store_id: storeId } = request.body;
      const parsed = parseEnrolCode(code);
      const edgeId = newId();
      const keyId = newId();
      const claimed =
        parsed &&
        (await db.withTenant(parsed.partnerId, async (tx) => {
          const enrolled = await takeEnrolCode(tx, { codeSha256: parsed.codeHash, edgeId });
          if (!enrolled) return undefined;
          const { token, secretHash } = mintCredential({ partnerId: parsed.partnerId, keyId });
          await insertEdge(tx, { edgeId, name: enrolled.edgeName, storeId });
          await insertApiKey(tx, {
            keyId,
            name: `edge ${enrolled.edgeName}`,
            secretSha256: secretHash,
            permissions: [...roles.edge],
            edgeId,
          });
          return { token, eventId: enrolled.eventId };
        }));
      if (!claimed) {
        await limiter.countRefusal(request);
        throw new Problem('not-allowed', { detail: 'this code is not known, was used already, or is too old: ask for a new one' });
      }
      audit.note(parsed.partnerId, { actor: `edge:${edgeId}`, action: 'claimEdge', subject: edgeId, origin: request.ip, outcome: '200' });
      return {
        partner_id: parsed.partnerId,
        edge_id: edgeId,
        credential: claimed.token,
        mqtt_url: reachable(mqttUrl, request.hostname),
        ...(mqttCa && { mqtt_ca: mqttCa }),
        event_id: claimed.eventId,
      };
    },
  });
}

/** A broker on all addresses is named as the edge named us: that one it can reach. */
function reachable(mqttUrl: string, hostname: string): string {
  const url = new URL(mqttUrl);
  if (url.hostname === '0.0.0.0' || url.hostname === '[::]') url.hostname = hostname;
  return url.href;
}
