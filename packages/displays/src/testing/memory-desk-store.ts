import type { DeskStore } from '../desk-store.ts';
import type { DisplayRecord, ImageRecord, SceneRecord, SceneVersion, ShareRecord } from '../records.ts';
import type { RunnerMessage } from '../runner-messages.ts';

/** A desk's store for as long as the test lasts. */
export function memoryDeskStore(): DeskStore {
  const displays: DisplayRecord[] = [];
  const shares: ShareRecord[] = [];
  const scenes: SceneRecord[] = [];
  const images: { record: ImageRecord; bytes: Uint8Array }[] = [];
  const messages = new Map<string, readonly RunnerMessage[]>();
  const versionsOf = (eventId: string, sceneId: string) =>
    scenes.filter((scene) => scene.eventId === eventId && scene.sceneId === sceneId).toSorted((a, b) => b.version - a.version);
  const headOf = ({ scene: _, ...head }: SceneRecord): SceneVersion => head;

  return {
    displays: async (eventId) => displays.filter((one) => one.eventId === eventId),
    display: async (eventId, displayId) => displays.find((one) => one.eventId === eventId && one.displayId === displayId),
    saveDisplay: async (display) => {
      const { onAir } = displays.find(({ displayId }) => displayId === display.displayId) ?? display;
      remove(displays, ({ displayId }) => displayId === display.displayId);
      displays.push({ ...display, onAir });
    },
    saveOnAir: async (display, onAir) => {
      const settings = displays.find(({ displayId }) => displayId === display.displayId)?.settings ?? display.settings;
      remove(displays, ({ displayId }) => displayId === display.displayId);
      displays.push({ ...display, settings, onAir });
    },
    deleteDisplay: async (eventId, displayId) => {
      remove(shares, (share) => share.displayId === displayId);
      return remove(displays, (one) => one.eventId === eventId && one.displayId === displayId);
    },
    shares: async (eventId, displayId) => shares.filter((share) => share.eventId === eventId && share.displayId === displayId),
    insertShare: async (share) => void shares.push({ ...share }),
    shareOf: async (sha256) => shares.find((share) => share.sha256 === sha256),
    revokeShare: async ({ eventId, displayId, shareId }, atMs) => {
      const share = shares.find((one) => one.eventId === eventId && one.displayId === displayId && one.shareId === shareId);
      if (share) share.revokedAtMs ??= atMs;
      return share !== undefined;
    },
    scenes: async (eventId) => {
      const ids = new Set(scenes.filter((scene) => scene.eventId === eventId).map(({ sceneId }) => sceneId));
      return [...ids].sort().map((sceneId) => headOf(versionsOf(eventId, sceneId)[0]!));
    },
    scene: async (eventId, sceneId, version) =>
      versionsOf(eventId, sceneId).find((scene) => version === undefined || scene.version === version),
    sceneVersions: async (eventId, sceneId) => versionsOf(eventId, sceneId).map(headOf),
    addScene: async (scene, keep) => {
      if ((versionsOf(scene.eventId, scene.sceneId)[0]?.version ?? 0) !== scene.version - 1) return false;
      scenes.push(scene);
      for (const old of versionsOf(scene.eventId, scene.sceneId).slice(keep.versions)) remove(scenes, (one) => one === old);
      return true;
    },
    deleteScene: async (eventId, sceneId) => remove(scenes, (scene) => scene.eventId === eventId && scene.sceneId === sceneId),
    images: async (eventId) => images.filter(({ record }) => record.eventId === eventId).map(({ record }) => record),
    image: async (eventId, sha256) => images.find(({ record }) => record.eventId === eventId && record.sha256 === sha256),
    addImage: async (record, bytes) => {
      const isSame = (one: { record: ImageRecord }) => one.record.eventId === record.eventId && one.record.sha256 === record.sha256;
      if (!images.some(isSame)) images.push({ record, bytes });
    },
    deleteImage: async (eventId, sha256) => remove(images, ({ record }) => record.eventId === eventId && record.sha256 === sha256),
    runnerMessages: async (eventId) => [...(messages.get(eventId) ?? [])],
    saveRunnerMessages: async (eventId, list) => void messages.set(eventId, list),
  };
}

function remove<T>(list: T[], isIt: (one: T) => boolean): boolean {
  const kept = list.filter((one) => !isIt(one));
  return list.splice(0, list.length, ...kept).length > kept.length;
}
