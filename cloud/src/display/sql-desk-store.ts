import type { DeskStore } from '@chute/displays';
import type { Database, PartnerId, TenantTx } from '../store/db.ts';
import { deleteImage, findImage, insertImage, listImages } from '../store/display-images.ts';
import { deleteScene, deleteScenesUpTo, findScene, insertScene, listScenes, listSceneVersions } from '../store/display-scenes.ts';
import { deleteSharesOf, findShare, insertShare, listShares, revokeShare } from '../store/display-shares.ts';
import { deleteDisplay, findDisplay, listDisplays, saveDisplayOnAir, saveDisplaySettings } from '../store/displays.ts';
import { findRunnerMessages, saveRunnerMessages } from '../store/runner-messages.ts';

/** The desk of one partner, in its own rows: each call is one transaction that sees no others. */
export function sqlDeskStore(db: Database, partnerId: PartnerId): DeskStore {
  const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => db.withTenant(partnerId, work);
  return {
    displays: (eventId) => inTenant((tx) => listDisplays(tx, eventId)),
    display: (eventId, displayId) => inTenant((tx) => findDisplay(tx, eventId, displayId)),
    saveDisplay: (display) => inTenant((tx) => saveDisplaySettings(tx, display)),
    saveOnAir: (display, onAir) => inTenant((tx) => saveDisplayOnAir(tx, { ...display, onAir })),
    deleteDisplay: (eventId, displayId) =>
      inTenant(async (tx) => {
        const isGone = await deleteDisplay(tx, eventId, displayId);
        if (isGone) await deleteSharesOf(tx, eventId, displayId);
        return isGone;
      }),
    shares: (eventId, displayId) => inTenant((tx) => listShares(tx, eventId, displayId)),
    insertShare: (share) => inTenant((tx) => insertShare(tx, share)),
    shareOf: (sha256) => inTenant((tx) => findShare(tx, sha256)),
    revokeShare: (share, atMs) => inTenant((tx) => revokeShare(tx, share, atMs)),
    scenes: (eventId) => inTenant((tx) => listScenes(tx, eventId)),
    scene: (eventId, sceneId, version) => inTenant((tx) => findScene(tx, { eventId, sceneId, version })),
    sceneVersions: (eventId, sceneId) => inTenant((tx) => listSceneVersions(tx, eventId, sceneId)),
    addScene: (scene, keep) =>
      inTenant(async (tx) => {
        const isAdded = await insertScene(tx, scene);
        if (isAdded) await deleteScenesUpTo(tx, { ...scene, version: scene.version - keep.versions });
        return isAdded;
      }),
    deleteScene: (eventId, sceneId) => inTenant((tx) => deleteScene(tx, eventId, sceneId)),
    images: (eventId) => inTenant((tx) => listImages(tx, eventId)),
    image: (eventId, sha256) => inTenant((tx) => findImage(tx, eventId, sha256)),
    addImage: (record, bytes) => inTenant((tx) => insertImage(tx, record, bytes)),
    deleteImage: (eventId, sha256) => inTenant((tx) => deleteImage(tx, eventId, sha256)),
    runnerMessages: (eventId) => inTenant((tx) => findRunnerMessages(tx, eventId)),
    saveRunnerMessages: (eventId, messages) => inTenant((tx) => saveRunnerMessages(tx, eventId, messages)),
  };
}
