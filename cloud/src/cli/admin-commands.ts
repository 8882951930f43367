import { newId } from '@chute/service';
import { mintCredential } from '../auth/credential.ts';
import { mintEnrolCode } from '../auth/enrol-code.ts';
import { type Role, roles } from '../auth/scopes.ts';
import { insertApiKey } from '../store/api-keys.ts';
import { insertAudit } from '../store/audit-log.ts';
import type { Database, TenantTx } from '../store/db.ts';
import { insertEnrolCode } from '../store/enrol-codes.ts';
import { findEvent } from '../store/events.ts';
import { findPartner, createPartner as insertPartner } from '../store/partners.ts';
import { UsageError } from './output.ts';

type Answer = { answer: Record<string, unknown>; text: string };

export async function createPartner(db: Database, { name }: { name: string }): Promise<Answer> {
  const partnerId = await insertPartner(db, { name });
  const text = `partner ${partnerId} is ${name}; its first key: chute-hub key create --partner ${partnerId} --role owner`;
  return { answer: { partner_id: partnerId, name }, text };
}

export async function createKey(db: Database, wanted: { partner: string; role: Role; name: string }): Promise<Answer> {
  const keyId = newId();
  const { token, secretHash } = mintCredential({ partnerId: wanted.partner, keyId });
  const permissions = [...roles[wanted.role]];
  await asPartner(db, wanted.partner, 'createApiKey', async (tx) => {
    await insertApiKey(tx, { keyId, name: wanted.name, secretSha256: secretHash, permissions, edgeId: null });
    return keyId;
  });
  return {
    answer: { partner_id: wanted.partner, key_id: keyId, name: wanted.name, role: wanted.role, permissions, token },
    text: `${token}\n(shown this once: it may do what ${wanted.role} may do for partner ${wanted.partner})`,
  };
}

const codeLifetimeSeconds = 24 * 3600;

export async function enrolEdge(db: Database, wanted: { partner: string; name: string; event?: string }): Promise<Answer> {
  const eventId = wanted.event ?? null;
  const { code, codeHash } = mintEnrolCode(wanted.partner);
  await asPartner(db, wanted.partner, 'enrolEdge', async (tx) => {
    if (eventId && !(await findEvent(tx, eventId)))
      throw new UsageError('no-such-event', `partner ${wanted.partner} has no event ${eventId}.`);
    await insertEnrolCode(tx, { codeSha256: codeHash, edgeName: wanted.name, eventId, lifetimeSeconds: codeLifetimeSeconds });
    return wanted.name;
  });
  return {
    answer: { partner_id: wanted.partner, code, name: wanted.name, event_id: eventId, expires_in_s: codeLifetimeSeconds },
    text: `${code}\n(works once, within a day: type it on the first page of the edge's console)`,
  };
}

/** One transaction of a partner that exists, with its audit row in it. */
async function asPartner(db: Database, partnerId: string, action: string, work: (tx: TenantTx) => Promise<string>): Promise<void> {
  const unknown = new UsageError('no-such-partner', `there is no partner ${partnerId}: make one with chute-hub partner create.`);
  if (!/^[1-9]\d{0,17}$/.test(partnerId)) throw unknown;
  await db.withTenant(partnerId, async (tx) => {
    if (!(await findPartner(tx))) throw unknown;
    const subject = await work(tx);
    await insertAudit(tx, { actor: 'command line', action, subject, origin: 'local', outcome: 'done' });
  });
}
