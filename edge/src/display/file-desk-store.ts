import { readdir, readFile, rm } from 'node:fs/promises';
import type { DeskStore, DisplayRecord, SceneRecord, SceneVersion, ShareRecord } from '@chute/displays';
import { type DeskFile, readDeskFile, writeDeskFile } from './desk-file.ts';
import { durableWrite } from './durable-write.ts';

/**
 * A desk's store in the edge's data folder: `displays/<event>/desk.json`, and beside it each version of a scene and each image as a file. One change after the
 * other, and each is on disk before it is answered. What a file names that is not in `desk.json` was never answered, and is written over or left.
 */
export class FileDeskStore implements DeskStore {
  readonly #folder: string;
  readonly #desks = new Map<string, Promise<DeskFile>>();
  #changing: Promise<unknown> = Promise.resolve();

  constructor(dataFolder: string) {
    this.#folder = `${dataFolder}/displays`;
  }

  async displays(eventId: string): Promise<DisplayRecord[]> {
    return (await this.#desk(eventId)).displays;
  }

  async display(eventId: string, displayId: string): Promise<DisplayRecord | undefined> {
    return (await this.#desk(eventId)).displays.find((display) => display.displayId === displayId);
  }

  saveDisplay(display: DisplayRecord): Promise<void> {
    return this.#change(display.eventId, (desk) => ({
      ...desk,
      displays: withDisplay(desk, display, (known) => ({ ...display, onAir: known.onAir })),
    }));
  }

  saveOnAir(display: DisplayRecord, onAir: NonNullable<DisplayRecord['onAir']>): Promise<void> {
    return this.#change(display.eventId, (desk) => ({
      ...desk,
      displays: withDisplay(desk, { ...display, onAir }, (known) => ({ ...known, onAir })),
    }));
  }

  async deleteDisplay(eventId: string, displayId: string): Promise<boolean> {
    if (!(await this.display(eventId, displayId))) return false;
    await this.#change(eventId, (desk) => ({
      ...desk,
      displays: desk.displays.filter((display) => display.displayId !== displayId),
      shares: desk.shares.filter((share) => share.displayId !== displayId),
    }));
    return true;
  }

  async shares(eventId: string, displayId: string): Promise<ShareRecord[]> {
    return (await this.#desk(eventId)).shares.filter((share) => share.displayId === displayId);
  }

  insertShare(share: ShareRecord): Promise<void> {
    return this.#change(share.eventId, (desk) => ({ ...desk, shares: [...desk.shares, share] }));
  }

  async shareOf(sha256: string): Promise<ShareRecord | undefined> {
    for (const eventId of await this.#eventIds()) {
      const share = (await this.#desk(eventId)).shares.find((one) => one.sha256 === sha256);
      if (share) return share;
    }
    return undefined;
  }

  async revokeShare(which: Pick<ShareRecord, 'eventId' | 'displayId' | 'shareId'>, atMs: number): Promise<boolean> {
    const isIt = (share: ShareRecord) => share.shareId === which.shareId && share.displayId === which.displayId;
    if (!(await this.#desk(which.eventId)).shares.some(isIt)) return false;
    await this.#change(which.eventId, (desk) => ({
      ...desk,
      shares: desk.shares.map((share) => (isIt(share) ? { ...share, revokedAtMs: share.revokedAtMs ?? atMs } : share)),
    }));
    return true;
  }

  async scenes(eventId: string): Promise<SceneVersion[]> {
    const newest = new Map<string, SceneVersion>();
    for (const version of (await this.#desk(eventId)).scenes) if (!newest.has(version.sceneId)) newest.set(version.sceneId, version);
    return [...newest.values()];
  }

  async scene(eventId: string, sceneId: string, version?: number): Promise<SceneRecord | undefined> {
    const versions = await this.sceneVersions(eventId, sceneId);
    const found = version === undefined ? versions[0] : versions.find((one) => one.version === version);
    return found && { ...found, scene: JSON.parse(await readFile(this.#scenePath(found), 'utf8')) };
  }

  async sceneVersions(eventId: string, sceneId: string): Promise<SceneVersion[]> {
    return (await this.#desk(eventId)).scenes.filter((version) => version.sceneId === sceneId);
  }

  async addScene({ scene, ...head }: SceneRecord, keep: { versions: number }): Promise<boolean> {
    let gone: SceneVersion[] = [];
    const isAdded = await this.#inTurn(async () => {
      const versions = await this.sceneVersions(head.eventId, head.sceneId);
      if ((versions[0]?.version ?? 0) !== head.version - 1) return false;
      await durableWrite(this.#scenePath(head), JSON.stringify(scene));
      gone = versions.slice(keep.versions - 1);
      await this.#write(head.eventId, (desk) => ({ ...desk, scenes: [head, ...desk.scenes.filter((one) => !gone.includes(one))] }));
      return true;
    });
    for (const version of gone) await rm(this.#scenePath(version), { force: true });
    return isAdded;
  }

  async deleteScene(eventId: string, sceneId: string): Promise<boolean> {
    const versions = await this.sceneVersions(eventId, sceneId);
    if (versions.length === 0) return false;
    await this.#change(eventId, (desk) => ({ ...desk, scenes: desk.scenes.filter((version) => version.sceneId !== sceneId) }));
    for (const version of versions) await rm(this.#scenePath(version), { force: true });
    return true;
  }

  async images(eventId: string) {
    return (await this.#desk(eventId)).images;
  }

  async image(eventId: string, sha256: string) {
    const record = (await this.images(eventId)).find((image) => image.sha256 === sha256);
    return record && { record, bytes: await readFile(this.#imagePath(record)) };
  }

  async addImage(record: DeskFile['images'][number], bytes: Uint8Array): Promise<void> {
    if ((await this.images(record.eventId)).some(({ sha256 }) => sha256 === record.sha256)) return;
    await durableWrite(this.#imagePath(record), bytes);
    await this.#change(record.eventId, (desk) => ({
      ...desk,
      images: [...desk.images.filter(({ sha256 }) => sha256 !== record.sha256), record],
    }));
  }

  async deleteImage(eventId: string, sha256: string): Promise<boolean> {
    if (!(await this.images(eventId)).some((image) => image.sha256 === sha256)) return false;
    await this.#change(eventId, (desk) => ({ ...desk, images: desk.images.filter((image) => image.sha256 !== sha256) }));
    await rm(this.#imagePath({ eventId, sha256 }), { force: true });
    return true;
  }

  async runnerMessages(eventId: string) {
    return (await this.#desk(eventId)).messages;
  }

  saveRunnerMessages(eventId: string, messages: DeskFile['messages']): Promise<void> {
    return this.#change(eventId, (desk) => ({ ...desk, messages: [...messages] }));
  }

  #desk(eventId: string): Promise<DeskFile> {
    const known = this.#desks.get(eventId) ?? readDeskFile(this.#deskPath(eventId));
    this.#desks.set(eventId, known);
    // Not kept when it could not be read: it may be mended meanwhile.
    known.catch(() => this.#desks.delete(eventId));
    return known;
  }

  #change(eventId: string, change: (desk: DeskFile) => DeskFile): Promise<void> {
    return this.#inTurn(() => this.#write(eventId, change));
  }

  /** Known here only once it is on disk. */
  async #write(eventId: string, change: (desk: DeskFile) => DeskFile): Promise<void> {
    const desk = change(await this.#desk(eventId));
    await writeDeskFile(this.#deskPath(eventId), desk);
    this.#desks.set(eventId, Promise.resolve(desk));
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#changing.then(run);
    this.#changing = turn.catch(() => undefined);
    return turn;
  }

  async #eventIds(): Promise<string[]> {
    try {
      return await readdir(this.#folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  #deskPath(eventId: string): string {
    return `${this.#folder}/${eventId}/desk.json`;
  }

  #scenePath({ eventId, sceneId, version }: Pick<SceneVersion, 'eventId' | 'sceneId' | 'version'>): string {
    return `${this.#folder}/${eventId}/scenes/${sceneId}.${version}.json`;
  }

  #imagePath({ eventId, sha256 }: { eventId: string; sha256: string }): string {
    return `${this.#folder}/${eventId}/images/${sha256}`;
  }
}

function withDisplay(desk: DeskFile, display: DisplayRecord, change: (known: DisplayRecord) => DisplayRecord): DisplayRecord[] {
  const known = desk.displays.find(({ displayId }) => displayId === display.displayId);
  const changed = known ? change(known) : display;
  return known ? desk.displays.map((one) => (one === known ? changed : one)) : [...desk.displays, changed];
}
