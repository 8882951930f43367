import { createHash } from 'node:crypto';
import type { Logger } from '@chute/service';
import { findLiveApiKey, touchApiKey } from '../store/api-keys.ts';
import type { Database } from '../store/db.ts';
import { type Authenticate, type Caller, platformPartnerId } from './caller.ts';
import { parseCredential, secretHash, secretMatches } from './credential.ts';
import { type Scope, scopeSchema } from './scopes.ts';

/** A key that was proved is believed this long without asking the database again; a revocation is felt after it at the latest. */
const keyMemoryMs = 20_000;
const keysRememberedMax = 10_000;

type AuthenticateSettings = {
  db: Database;
  logger: Logger;
  /** The platform's own token, made at the first start. */
  platformToken: string;
  /** Monotonic. */
  nowMs?: () => number;
};

/** Proves tokens against `api_keys`, inside the tenant that the token claims. */
export function createAuthenticate({ db, logger, platformToken, nowMs = () => performance.now() }: AuthenticateSettings): Authenticate {
  const remembered = new Map<string, { caller: Caller; untilMs: number }>();
  const platform = parseCredential(platformToken);

  return async (token) => {
    const credential = parseCredential(token);
    if (!credential) return undefined;
    // Under its hash, so that no heap dump of ours opens a door.
    const name = createHash('sha256').update(token).digest('base64');
    const known = remembered.get(name);
    if (known && known.untilMs > nowMs()) return known.caller;
    remembered.delete(name);

    const caller = credential.partnerId === platformPartnerId ? platformCaller() : await partnerCaller();
    if (!caller) return undefined;
    if (remembered.size >= keysRememberedMax) remembered.delete(remembered.keys().next().value!);
    remembered.set(name, { caller, untilMs: nowMs() + keyMemoryMs });
    return caller;

    function platformCaller(): Caller | undefined {
      if (!platform || !secretMatches(credential!.secret, secretHash(platform.secret))) return undefined;
      return { partnerId: platformPartnerId, keyId: platform.keyId, scopes: new Set(), edgeId: null };
    }

    async function partnerCaller(): Promise<Caller | undefined> {
      const { partnerId, keyId, secret } = credential!;
      const key = await db.withTenant(partnerId, (tx) => findLiveApiKey(tx, keyId));
      if (!key || !secretMatches(secret, key.secretSha256)) return undefined;
      // Off the way of the request: when a key was last used is for people, and may be lost.
      db.withTenant(partnerId, (tx) => touchApiKey(tx, keyId)).catch((error) =>
        logger.warn({ err: error, keyId }, 'use of a key not noted'),
      );
      return { partnerId, keyId, scopes: new Set(key.permissions.filter(isScope)), edgeId: key.edgeId };
    }
  };
}

/** A permission of a newer release, or one that was taken out, gives nothing here. */
function isScope(permission: string): permission is Scope {
  return scopeSchema.safeParse(permission).success;
}
