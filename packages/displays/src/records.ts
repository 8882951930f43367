import type { CalledUp, DisplaySettings } from '@chute/protocol';

/** What a display was left with by a person, so that a restart of the desk takes no emergency off a wall. */
export type OnAir = { sceneId: string; calledUp: CalledUp; isHeld: boolean };

export type DisplayRecord = { displayId: string; eventId: string; settings: DisplaySettings; onAir: OnAir | null };

/** `look` sees, `steer` may also command. */
export type ShareScope = 'look' | 'steer';

/** A way to a display without a key. Only the SHA-256 of its code is kept, as hex. */
export type ShareRecord = {
  shareId: string;
  displayId: string;
  eventId: string;
  sha256: string;
  scope: ShareScope;
  createdAtMs: number;
  expiresAtMs: number | null;
  revokedAtMs: number | null;
};

/** One saved version of a scene; `scene` is JSON that the board understands. */
export type SceneRecord = { eventId: string; sceneId: string; version: number; name: string; savedAtMs: number; scene: unknown };
export type SceneVersion = Omit<SceneRecord, 'scene'>;

export type ImageRecord = {
  eventId: string;
  sha256: string;
  mediaType: ImageMediaType;
  byteCount: number;
  width: number;
  height: number;
  addedAtMs: number;
};
export type ImageMediaType = 'image/png' | 'image/jpeg' | 'image/webp';
