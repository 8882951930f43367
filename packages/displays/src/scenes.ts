import { DeskError, noSuch } from './desk-error.ts';
import type { DisplaysRim } from './displays.ts';
import type { SceneRecord, SceneVersion } from './records.ts';

export type CheckedScene = { scene: { sceneId: string; name: string; version: number } } | { refused: string };
/** What the board makes of a scene that came in: whole, or refused with the reasons. It may have to be loaded first: most races save none. */
export type CheckScene = (given: unknown) => Promise<CheckedScene>;

const sceneBytesMax = 512 * 1024;
/** Of one event. */
const scenesMax = 100;
/** Of one scene; older ones go. */
const versionsMax = 50;

/** The scenes that people made for an event, each with its versions. Nobody overwrites what they have not seen. */
export class Scenes {
  readonly #rim: Pick<DisplaysRim, 'store' | 'feed' | 'time'>;
  readonly #check: CheckScene;

  constructor(rim: Pick<DisplaysRim, 'store' | 'feed' | 'time'>, check: CheckScene) {
    this.#rim = rim;
    this.#check = check;
  }

  async list(eventId: string): Promise<SceneVersion[]> {
    if (!(await this.#rim.feed.hasEvent(eventId))) throw noSuch('event');
    return this.#rim.store.scenes(eventId);
  }

  async get({ eventId, sceneId, version }: { eventId: string; sceneId: string; version?: number | undefined }): Promise<SceneRecord> {
    const scene = await this.#rim.store.scene(eventId, sceneId, version);
    if (!scene) throw noSuch('scene');
    return scene;
  }

  async versions(eventId: string, sceneId: string): Promise<SceneVersion[]> {
    const versions = await this.#rim.store.sceneVersions(eventId, sceneId);
    if (versions.length === 0) throw noSuch('scene');
    return versions;
  }

  /** `baseVersion`: the one that was changed, 0 for a new scene. Throws `conflict` with the version that stands when it is another by now. */
  async put({ eventId, sceneId, baseVersion, scene: given }: PutScene): Promise<SceneRecord> {
    const known = await this.list(eventId);
    if (known.length >= scenesMax && !known.some((scene) => scene.sceneId === sceneId))
      throw new DeskError('conflict', { detail: `an event has at most ${scenesMax} scenes of its own` });
    if (JSON.stringify(given).length > sceneBytesMax)
      throw new DeskError('too-large', { detail: `a scene has at most ${sceneBytesMax} characters as JSON` });
    const version = baseVersion + 1;
    const checked = await this.#check({ ...given, sceneId, version });
    if ('refused' in checked) throw new DeskError('bad-request', { detail: checked.refused });
    const { scene } = checked;
    const record: SceneRecord = { eventId, sceneId, version, name: scene.name, savedAtMs: this.#rim.time.wallMs(), scene };
    if (await this.#rim.store.addScene(record, { versions: versionsMax })) return record;
    const current = await this.#rim.store.scene(eventId, sceneId);
    throw new DeskError('conflict', {
      detail: current ? `version ${current.version} was saved meanwhile` : 'this scene is no more: save it as a new one',
      current: current?.scene ?? null,
      yours: scene,
    });
  }

  async remove(eventId: string, sceneId: string): Promise<void> {
    if (!(await this.#rim.store.deleteScene(eventId, sceneId))) throw noSuch('scene');
  }

  /** Those of the event that a display has at hand; what comes with the program is not among them. */
  async atHand(eventId: string, sceneIds: readonly string[]): Promise<unknown[]> {
    const scenes = await Promise.all(sceneIds.map((sceneId) => this.#rim.store.scene(eventId, sceneId)));
    return scenes.flatMap((record) => (record ? [record.scene] : []));
  }
}

type PutScene = { eventId: string; sceneId: string; baseVersion: number; scene: Record<string, unknown> };
