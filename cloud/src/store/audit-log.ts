import { newId } from '@chute/service';
import type { TenantTx } from './db.ts';

/** Who did what, from where, and what came of it. `actor` is a key or user id, never a name. */
export type AuditEntry = {
  actor: string;
  action: string;
  subject?: string | null;
  origin?: string | null;
  outcome: string;
  detail?: Record<string, unknown> | null;
};

const insert = `
  insert into audit_log (timing_partner_id, audit_id, actor, action, subject, origin, outcome, detail) values ($1, $2, $3, $4, $5, $6, $7, $8)`;

export async function insertAudit(tx: TenantTx, entry: AuditEntry): Promise<void> {
  const { actor, action, subject = null, origin = null, outcome, detail = null } = entry;
  await tx.query(insert, [tx.partnerId, newId(), actor, action, subject, origin, outcome, detail && JSON.stringify(detail)]);
}
