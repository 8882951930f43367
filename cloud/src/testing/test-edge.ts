import { newId } from '@chute/service';
import { mintCredential } from '../auth/credential.ts';
import { insertApiKey } from '../store/api-keys.ts';
import type { Database, PartnerId } from '../store/db.ts';
import { insertEdge } from '../store/edges.ts';

/** An edge that has claimed its code: what it knows of itself. */
export type TestEdge = { partnerId: PartnerId; edgeId: string; keyId: string; credential: string };

export async function enrolEdge(db: Database, partnerId: PartnerId): Promise<TestEdge> {
  const [edgeId, keyId] = [newId(), newId()];
  const { token, secretHash } = mintCredential({ partnerId, keyId });
  await db.withTenant(partnerId, async (tx) => {
    await insertEdge(tx, { edgeId, name: 'finish', storeId: null });
    await insertApiKey(tx, { keyId, name: 'finish', secretSha256: secretHash, permissions: [], edgeId });
  });
  return { partnerId, edgeId, keyId, credential: token };
}
