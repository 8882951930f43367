import type { SceneRecord, SceneVersion } from '@chute/displays';
import type { TenantTx } from './db.ts';

type SceneRow = Omit<SceneVersion, 'savedAtMs'> & { savedAt: Date };

const head = `
  event_id as "eventId", scene_id as "sceneId", version, name, saved_at as "savedAt"`;

const newest = `
  select distinct on (scene_id) ${head} from display_scenes where timing_partner_id = $1 and event_id = $2
  order by scene_id, version desc`;

/** The newest version of each scene of an event. */
export async function listScenes(tx: TenantTx, eventId: string): Promise<SceneVersion[]> {
  return (await tx.query<SceneRow>(newest, [tx.partnerId, eventId])).rows.map(versionOf);
}

const versions = `
  select ${head} from display_scenes where timing_partner_id = $1 and event_id = $2 and scene_id = $3 order by version desc`;

export async function listSceneVersions(tx: TenantTx, eventId: string, sceneId: string): Promise<SceneVersion[]> {
  return (await tx.query<SceneRow>(versions, [tx.partnerId, eventId, sceneId])).rows.map(versionOf);
}

const find = `
  select ${head}, scene from display_scenes
  where timing_partner_id = $1 and event_id = $2 and scene_id = $3 and version = coalesce($4::integer, version)
  order by version desc limit 1`;

/** That version, or the newest. */
export async function findScene(
  tx: TenantTx,
  { eventId, sceneId, version }: { eventId: string; sceneId: string; version: number | undefined },
): Promise<SceneRecord | undefined> {
  const { rows } = await tx.query<SceneRow & { scene: string }>(find, [tx.partnerId, eventId, sceneId, version ?? null]);
  return rows[0] && { ...versionOf(rows[0]), scene: JSON.parse(rows[0].scene) };
}

const insert = `
  insert into display_scenes (timing_partner_id, event_id, scene_id, version, name, scene, saved_at)
  select $1, $2, $3, $4::integer, $5, $6, $7
  where $4::integer - 1 = (
    select coalesce(max(version), 0) from display_scenes where timing_partner_id = $1 and event_id = $2 and scene_id = $3)
  on conflict (timing_partner_id, event_id, scene_id, version) do nothing`;

/** False when another version is the newest by now: of two who save over the same one, the second finds the row of the first. */
export async function insertScene(tx: TenantTx, { eventId, sceneId, version, name, scene, savedAtMs }: SceneRecord): Promise<boolean> {
  const values = [tx.partnerId, eventId, sceneId, version, name, JSON.stringify(scene), new Date(savedAtMs)];
  return (await tx.query(insert, values)).rowCount > 0;
}

const removeOld = `
  delete from display_scenes where timing_partner_id = $1 and event_id = $2 and scene_id = $3 and version <= $4`;

export async function deleteScenesUpTo(
  tx: TenantTx,
  { eventId, sceneId, version }: Pick<SceneVersion, 'eventId' | 'sceneId' | 'version'>,
): Promise<void> {
  await tx.query(removeOld, [tx.partnerId, eventId, sceneId, version]);
}

const remove = `
  delete from display_scenes where timing_partner_id = $1 and event_id = $2 and scene_id = $3`;

export async function deleteScene(tx: TenantTx, eventId: string, sceneId: string): Promise<boolean> {
  return (await tx.query(remove, [tx.partnerId, eventId, sceneId])).rowCount > 0;
}

function versionOf({ eventId, sceneId, version, name, savedAt }: SceneRow): SceneVersion {
  return { eventId, sceneId, version, name, savedAtMs: savedAt.getTime() };
}
