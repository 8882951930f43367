import { parseCredential, secretMatches } from '../auth/credential.ts';
import { findLiveApiKey } from '../store/api-keys.ts';
import type { Database } from '../store/db.ts';
import type { EdgeName } from './broker.ts';

/** An edge that proved itself, and the key it did so with. */
export type EdgeIdentity = EdgeName & { keyId: string };

/** Client id = edge id, user name = `<partnerId>/<edgeId>`, password = a live credential of that very edge; else undefined. */
export async function identifyEdge(
  db: Database,
  shown: { clientId: string; username: string | undefined; password: string | undefined },
): Promise<EdgeIdentity | undefined> {
  const credential = parseCredential(shown.password ?? '');
  if (!credential || shown.username !== `${credential.partnerId}/${shown.clientId}`) return undefined;
  const { partnerId, keyId, secret } = credential;
  const key = await db.withTenant(partnerId, (tx) => findLiveApiKey(tx, keyId));
  if (!key?.edgeId || key.edgeId !== shown.clientId || !secretMatches(secret, key.secretSha256)) return undefined;
  return { partnerId, edgeId: key.edgeId, keyId };
}

/** Whether the key still opens anything: asked again and again while its edge is connected. */
export async function isStillLive(db: Database, { partnerId, keyId }: EdgeIdentity): Promise<boolean> {
  return (await db.withTenant(partnerId, (tx) => findLiveApiKey(tx, keyId))) !== undefined;
}
