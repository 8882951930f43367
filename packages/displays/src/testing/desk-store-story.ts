import { displaySettingsSchema } from '@chute/protocol';
import { expect, test } from 'vitest';
import type { DeskStore } from '../desk-store.ts';
import type { DisplayRecord, ImageRecord, SceneRecord, ShareRecord } from '../records.ts';

/** What every store of a desk does, told of each of them. `open` may be called again for the same store, as after a restart. */
export function tellDeskStoreStory(at: {
  open: () => Promise<DeskStore>;
  eventId: string;
  otherEventId: string;
  newId: () => string;
}): void {
  const { open, eventId, otherEventId, newId } = at;
  const aDisplay = (name: string): DisplayRecord => ({
    ...{ displayId: newId(), eventId, onAir: null },
    settings: displaySettingsSchema.parse({ name, mode: 'results', queue: { showMs: 4_000 } }),
  });
  const aScene = (version: number, name = 'Ours'): SceneRecord => ({
    ...{ eventId, sceneId: 'ours', version, name, savedAtMs: 1_700_000_000_000 + version },
    scene: { v: 1, sceneId: 'ours', version, name, layers: [{ text: 'ü \u0000 🎉' }] },
  });

  test('a display, its settings and what is on air are there after a restart, and neither overwrites the other', async () => {
    const store = await open();
    const display = aDisplay('Finish');
    await store.saveOnAir(display, { sceneId: 'leaders', calledUp: { state: 'emergency', text: 'Stop' }, isHeld: true });
    const settings = { ...display.settings, sound: true };
    await store.saveDisplay({ ...display, settings });
    const again = await open();
    const kept = { ...display, settings, onAir: { sceneId: 'leaders', calledUp: { state: 'emergency', text: 'Stop' }, isHeld: true } };
    expect(await again.display(eventId, display.displayId)).toEqual(kept);
    expect(await again.displays(eventId)).toContainEqual(kept);
    expect(await again.display(otherEventId, display.displayId)).toBeUndefined();
    expect(await again.displays(otherEventId)).toEqual([]);
  });

  test('a share is found by the hash of its code, is revoked once, and goes with its display', async () => {
    const store = await open();
    const display = aDisplay('Shared');
    await store.saveDisplay(display);
    const { displayId } = display;
    const share: ShareRecord = {
      ...{ shareId: newId(), displayId, eventId, sha256: newId().replaceAll('-', '').padEnd(64, '0'), scope: 'steer' },
      ...{ createdAtMs: 1_700_000_000_000, expiresAtMs: 1_700_000_060_000, revokedAtMs: null },
    };
    await store.insertShare(share);
    expect(await (await open()).shareOf(share.sha256)).toEqual(share);
    expect(await store.revokeShare({ ...share, displayId: newId() }, 5)).toBe(false);
    expect(await store.revokeShare(share, 1_700_000_000_005)).toBe(true);
    expect(await store.revokeShare(share, 1_700_000_000_009)).toBe(true);
    expect(await (await open()).shares(eventId, displayId)).toEqual([{ ...share, revokedAtMs: 1_700_000_000_005 }]);
    expect(await store.deleteDisplay(otherEventId, displayId)).toBe(false);
    expect(await store.deleteDisplay(eventId, displayId)).toBe(true);
    expect([await store.shareOf(share.sha256), await store.display(eventId, displayId)]).toEqual([undefined, undefined]);
  });

  test('a share of the display that nobody made is kept too', async () => {
    const store = await open();
    const sha256 = newId().replaceAll('-', '').padEnd(64, '1');
    const share: ShareRecord = {
      ...{ shareId: newId(), displayId: eventId, eventId, sha256, scope: 'look' },
      ...{ createdAtMs: 1, expiresAtMs: null, revokedAtMs: null },
    };
    await store.insertShare(share);
    expect(await (await open()).shareOf(sha256)).toEqual(share);
  });

  test('of two who save over the same version one is told, and the last versions are kept', async () => {
    const store = await open();
    expect(await store.addScene(aScene(1), { versions: 2 })).toBe(true);
    const both = await Promise.all([
      store.addScene(aScene(2, 'Mine'), { versions: 2 }),
      store.addScene(aScene(2, 'Yours'), { versions: 2 }),
    ]);
    expect(both.toSorted()).toEqual([false, true]);
    expect(await store.addScene(aScene(3), { versions: 2 })).toBe(true);
    const again = await open();
    expect((await again.sceneVersions(eventId, 'ours')).map(({ version }) => version)).toEqual([3, 2]);
    expect(await again.scene(eventId, 'ours')).toEqual(aScene(3));
    expect((await again.scene(eventId, 'ours', 2))?.name).toMatch(/Mine|Yours/);
    const { scene: _, ...head } = aScene(3);
    expect(await again.scenes(eventId)).toEqual([head]);
    expect(await again.scene(otherEventId, 'ours')).toBeUndefined();
    expect([await store.deleteScene(eventId, 'ours'), await store.deleteScene(eventId, 'ours')]).toEqual([true, false]);
    expect(await (await open()).scenes(eventId)).toEqual([]);
  });

  test('an image comes back byte by byte, to its own event alone', async () => {
    const store = await open();
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 31) % 256);
    const record: ImageRecord = {
      eventId,
      sha256: 'ab'.repeat(32),
      mediaType: 'image/webp',
      byteCount: bytes.length,
      width: 320,
      height: 200,
      addedAtMs: 1_700_000_000_000,
    };
    await store.addImage(record, bytes);
    await store.addImage(record, bytes);
    const again = await open();
    const image = await again.image(eventId, record.sha256);
    expect(image?.record).toEqual(record);
    expect(Buffer.compare(image!.bytes, bytes)).toBe(0);
    expect(await again.images(eventId)).toEqual([record]);
    expect([await again.image(otherEventId, record.sha256), await again.images(otherEventId)]).toEqual([undefined, []]);
    expect([await store.deleteImage(eventId, record.sha256), await store.deleteImage(eventId, record.sha256)]).toEqual([true, false]);
    expect(await (await open()).image(eventId, record.sha256)).toBeUndefined();
  });

  test('words for runners are kept in their order', async () => {
    const store = await open();
    const message = { text: 'Well done', raceId: null, waveId: null, placeUpTo: 3, milestone: false, displayId: null };
    await store.saveRunnerMessages(eventId, [message, { ...message, text: 'Bravo', placeUpTo: null }]);
    expect((await (await open()).runnerMessages(eventId)).map(({ text, placeUpTo }) => [text, placeUpTo])).toEqual([
      ['Well done', 3],
      ['Bravo', null],
    ]);
    expect(await store.runnerMessages(otherEventId)).toEqual([]);
  });
}
