import type { EdgeStatusMessage } from '@chute/protocol';
import type { TenantTx } from './db.ts';

export type Edge = {
  edgeId: string;
  name: string;
  storeId: string | null;
  online: boolean;
  status: EdgeStatusMessage | null;
  lastSeenAt: Date | null;
  createdAt: Date;
  revokedAt: Date | null;
};

const insert = `
  insert into edges (timing_partner_id, edge_id, name, store_id) values ($1, $2, $3, $4)`;

export async function insertEdge(tx: TenantTx, edge: { edgeId: string; name: string; storeId: string | null }): Promise<void> {
  await tx.query(insert, [tx.partnerId, edge.edgeId, edge.name, edge.storeId]);
}

const select = `
  select edge_id as "edgeId", name, store_id as "storeId", online, status, last_seen_at as "lastSeenAt", created_at as "createdAt",
    revoked_at as "revokedAt"
  from edges where timing_partner_id = $1`;

export async function listEdges(tx: TenantTx): Promise<Edge[]> {
  return (await tx.query<Edge>(`${select} order by edge_id`, [tx.partnerId])).rows;
}

export async function findEdge(tx: TenantTx, edgeId: string): Promise<Edge | undefined> {
  return (await tx.query<Edge>(`${select} and edge_id = $2`, [tx.partnerId, edgeId])).rows[0];
}

const revoke = `
  update edges set revoked_at = coalesce(revoked_at, now()), online = false where timing_partner_id = $1 and edge_id = $2`;

/** Its key opens nothing from now on; who holds its connections must drop them (`HubCore.links.dropEdge`). False when there is no such edge. */
export async function revokeEdge(tx: TenantTx, edgeId: string): Promise<boolean> {
  return (await tx.query(revoke, [tx.partnerId, edgeId])).rowCount > 0;
}

const updateStatus = `
  update edges set status = $3, online = $4, last_seen_at = now() where timing_partner_id = $1 and edge_id = $2`;

export async function saveEdgeStatus(tx: TenantTx, edgeId: string, status: EdgeStatusMessage): Promise<void> {
  await tx.query(updateStatus, [tx.partnerId, edgeId, JSON.stringify(status), status.online]);
}
