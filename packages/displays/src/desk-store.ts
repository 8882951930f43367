import type { DisplayRecord, ImageRecord, OnAir, SceneRecord, SceneVersion, ShareRecord } from './records.ts';
import type { RunnerMessage } from './runner-messages.ts';

/**
 * Where a desk keeps what it knows of the displays of one owner: files at the edge, a partner's rows at the hub. What is answered is stored.
 * Unknown events, displays and shares are found by nobody; nothing here throws for them.
 */
export type DeskStore = {
  displays(eventId: string): Promise<DisplayRecord[]>;
  display(eventId: string, displayId: string): Promise<DisplayRecord | undefined>;
  saveDisplay(display: DisplayRecord): Promise<void>;
  saveOnAir(display: DisplayRecord, onAir: OnAir): Promise<void>;
  /** With its shares. False when there was none. */
  deleteDisplay(eventId: string, displayId: string): Promise<boolean>;

  shares(eventId: string, displayId: string): Promise<ShareRecord[]>;
  insertShare(share: ShareRecord): Promise<void>;
  shareOf(sha256: string): Promise<ShareRecord | undefined>;
  /** False when there is no such share of this display. */
  revokeShare(share: Pick<ShareRecord, 'eventId' | 'displayId' | 'shareId'>, atMs: number): Promise<boolean>;

  /** The newest version of each. */
  scenes(eventId: string): Promise<SceneVersion[]>;
  /** That version, or the newest. */
  scene(eventId: string, sceneId: string, version?: number): Promise<SceneRecord | undefined>;
  sceneVersions(eventId: string, sceneId: string): Promise<SceneVersion[]>;
  /** As the version after `version - 1`, which must be the newest: else nothing is stored and it says false. Two at once: one gets it. */
  addScene(scene: SceneRecord, keep: { versions: number }): Promise<boolean>;
  deleteScene(eventId: string, sceneId: string): Promise<boolean>;

  images(eventId: string): Promise<ImageRecord[]>;
  image(eventId: string, sha256: string): Promise<{ record: ImageRecord; bytes: Uint8Array } | undefined>;
  /** One that is there already stays as it is. */
  addImage(record: ImageRecord, bytes: Uint8Array): Promise<void>;
  deleteImage(eventId: string, sha256: string): Promise<boolean>;

  runnerMessages(eventId: string): Promise<RunnerMessage[]>;
  saveRunnerMessages(eventId: string, messages: readonly RunnerMessage[]): Promise<void>;
};
