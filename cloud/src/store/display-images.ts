import type { ImageRecord } from '@chute/displays';
import type { TenantTx } from './db.ts';

type ImageRow = Omit<ImageRecord, 'sha256' | 'addedAtMs'> & { sha256: Buffer; addedAt: Date };

const columns = `
  event_id as "eventId", sha256, media_type as "mediaType", byte_count as "byteCount", width, height, added_at as "addedAt"`;

const list = `
  select ${columns} from display_images where timing_partner_id = $1 and event_id = $2 order by added_at, sha256`;

export async function listImages(tx: TenantTx, eventId: string): Promise<ImageRecord[]> {
  return (await tx.query<ImageRow>(list, [tx.partnerId, eventId])).rows.map(imageOf);
}

const find = `
  select ${columns}, bytes from display_images where timing_partner_id = $1 and event_id = $2 and sha256 = $3`;

export async function findImage(
  tx: TenantTx,
  eventId: string,
  sha256: string,
): Promise<{ record: ImageRecord; bytes: Buffer } | undefined> {
  const { rows } = await tx.query<ImageRow & { bytes: Buffer }>(find, [tx.partnerId, eventId, Buffer.from(sha256, 'hex')]);
  return rows[0] && { record: imageOf(rows[0]), bytes: rows[0].bytes };
}

const insert = `
  insert into display_images (timing_partner_id, event_id, sha256, media_type, byte_count, width, height, bytes, added_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (timing_partner_id, event_id, sha256) do nothing`;

export async function insertImage(tx: TenantTx, image: ImageRecord, bytes: Uint8Array): Promise<void> {
  const { eventId, sha256, mediaType, byteCount, width, height, addedAtMs } = image;
  const values = [eventId, Buffer.from(sha256, 'hex'), mediaType, byteCount, width, height, Buffer.from(bytes), new Date(addedAtMs)];
  await tx.query(insert, [tx.partnerId, ...values]);
}

const remove = `
  delete from display_images where timing_partner_id = $1 and event_id = $2 and sha256 = $3`;

export async function deleteImage(tx: TenantTx, eventId: string, sha256: string): Promise<boolean> {
  return (await tx.query(remove, [tx.partnerId, eventId, Buffer.from(sha256, 'hex')])).rowCount > 0;
}

function imageOf({ eventId, sha256, mediaType, byteCount, width, height, addedAt }: ImageRow): ImageRecord {
  return { eventId, sha256: sha256.toString('hex'), mediaType, byteCount, width, height, addedAtMs: addedAt.getTime() };
}
