import type { DisplayState } from '@chute/protocol';
import { aLiveRow } from '@chute/protocol/testing';
import { expect, test } from 'vitest';
import { aDesk } from './testing/a-desk.ts';
import { memoryDeskStore } from './testing/memory-desk-store.ts';

test('every event has a display that nobody had to make, and keeps it', async () => {
  const { desk, eventId } = aDesk();
  expect(await desk.displays.list(eventId)).toMatchObject([{ displayId: eventId, settings: { name: 'Finish screen', mode: 'live' } }]);
  await desk.displays.change({ eventId, displayId: eventId }, (before) => ({ ...before, name: 'Wall' }));
  expect((await desk.displays.list(eventId)).map(({ settings }) => settings.name)).toEqual(['Wall']);
  await expect(desk.displays.remove({ eventId, displayId: eventId })).rejects.toMatchObject({ code: 'conflict' });
  await expect(desk.displays.list('0199aa00-0000-7000-8000-00000000dead')).rejects.toMatchObject({ code: 'not-found' });
});

test('runners who finish are shown one after the other, to every screen of the display alike', async () => {
  const { desk, time, eventId, finish } = aDesk();
  finish(aLiveRow('1', { finishedAtMs: 10 }));
  const [one, other] = [await watching(desk, eventId), await watching(desk, eventId)];
  finish(aLiveRow('2', { finishedAtMs: 20 }), aLiveRow('3', { finishedAtMs: 30 }));
  expect(nowOn(one)).toBe(aLiveRow('2').participantId);
  time.runUntil(5_000);
  expect(nowOn(one)).toBe(aLiveRow('3').participantId);
  time.runUntil(12_000);
  expect(nowOn(one)).toBeUndefined();
  expect(other.states).toEqual(one.states);
  expect(one.shown()).toEqual([undefined, '2', '3', undefined].map((bib) => bib && aLiveRow(bib).participantId));
});

test('another display goes its own way: what is held on one is not held on the other, and neither hears of the other', async () => {
  const { desk, time, eventId, finish } = aDesk();
  const { displayId } = await desk.displays.create(eventId, {
    ...(await desk.displays.get({ eventId, displayId: eventId })).settings,
    name: 'Stage',
  });
  const [wall, stage] = [await watching(desk, eventId), await watching(desk, eventId, displayId)];
  finish(aLiveRow('1', { finishedAtMs: 10 }));
  await desk.displays.command({ eventId, displayId }, { command: 'hold' });
  time.runUntil(60_000);
  expect([nowOn(wall), nowOn(stage)]).toEqual([undefined, aLiveRow('1').participantId]);
  expect(wall.states.every((state) => state.displayId === eventId)).toBe(true);
  expect(stage.states.every((state) => state.displayId === displayId)).toBe(true);
});

test('before the race whoever crosses a mat is shown, and who was heard before the screen was switched on is not', async () => {
  const { desk, eventId, finish } = aDesk();
  await desk.displays.change({ eventId, displayId: eventId }, (before) => ({ ...before, mode: 'pre-race' }));
  finish(aLiveRow('1', { status: 'registered', heardAtMs: 1_000 }));
  const screen = await watching(desk, eventId);
  expect(nowOn(screen)).toBeUndefined();
  finish(aLiveRow('2', { status: 'registered', heardAtMs: 2_000 }));
  expect(nowOn(screen)).toBe(aLiveRow('2').participantId);
});

test('what is seen is told at once, and who waits at most twice a second', async () => {
  const { desk, time, eventId, finish } = aDesk();
  const screen = await watching(desk, eventId);
  for (let bib = 1; bib <= 100; bib++) {
    finish(aLiveRow(String(bib), { finishedAtMs: bib }));
    time.runUntil(time.nowMs + 10);
  }
  expect(screen.states.length).toBeLessThanOrEqual(5);
  time.runUntil(time.nowMs + 500);
  expect(screen.states.at(-1)).toMatchObject({ waitingCount: 98 });
});

test('while nobody looks, nothing is listened to; a screen that comes back soon has missed nobody', async () => {
  const { desk, time, eventId, finish, listening } = aDesk();
  await desk.displays.state({ eventId, displayId: eventId });
  expect(listening()).toBe(0);
  const screen = await watching(desk, eventId);
  screen.stop();
  finish(aLiveRow('1', { finishedAtMs: 10 }));
  const again = await watching(desk, eventId);
  expect(nowOn(again)).toBe(aLiveRow('1').participantId);
  again.stop();
  time.runUntil(time.nowMs + 121_000);
  expect(listening()).toBe(0);
});

test('an emergency and a hold outlive a restart of the desk', async () => {
  const store = memoryDeskStore();
  const { desk, eventId } = aDesk({ store });
  const names = { eventId, displayId: eventId };
  await desk.displays.command(names, { command: 'call-up', state: 'emergency', text: 'Stop' });
  await desk.displays.command(names, { command: 'hold' });
  await desk.stop();
  expect(await aDesk({ store }).desk.displays.state(names)).toMatchObject({ calledUp: { state: 'emergency', text: 'Stop' }, isHeld: true });
});

test('a share opens its display until it expires or is revoked, and its code is kept nowhere', async () => {
  const { desk, time, eventId, gone } = aDesk();
  const names = { eventId, displayId: eventId };
  const { share, code } = await desk.shares.create(names, { scope: 'look', lifetimeMs: 60_000 });
  expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
  expect(JSON.stringify(await desk.shares.list(names))).not.toContain(code);
  expect(await desk.shares.open(` ${code.toUpperCase()} `)).toMatchObject({ share: { scope: 'look' }, display: { displayId: eventId } });
  expect(await desk.shares.open(`${code.slice(0, -1)}x`)).toEqual({ closed: 'unknown' });
  time.runUntil(60_000);
  expect(await desk.shares.open(code)).toEqual({ closed: 'expired' });
  const forever = await desk.shares.create(names, { scope: 'steer', lifetimeMs: null });
  await desk.shares.revoke(names, forever.share.shareId);
  expect(await desk.shares.open(forever.code)).toEqual({ closed: 'unknown' });
  expect(gone).toEqual([{ shareId: forever.share.shareId }]);
  await expect(desk.shares.revoke({ eventId, displayId: share.shareId }, share.shareId)).rejects.toMatchObject({ code: 'not-found' });
});

test('a scene that somebody else saved meanwhile is not overwritten: both are told', async () => {
  const { desk, eventId } = aDesk();
  const put = (baseVersion: number, name: string) => desk.scenes.put({ eventId, sceneId: 'ours', baseVersion, scene: { name } });
  await put(0, 'First');
  await put(1, 'Second');
  await expect(put(1, 'Third')).rejects.toMatchObject({
    code: 'conflict',
    beside: { current: { name: 'Second', version: 2 }, yours: { name: 'Third' } },
  });
  await expect(put(2, '')).rejects.toMatchObject({ code: 'bad-request' });
  expect(await desk.scenes.atHand(eventId, ['finish-line', 'ours'])).toMatchObject([{ name: 'Second' }]);
  await expect(desk.scenes.put({ eventId, sceneId: 'big', baseVersion: 0, scene: { name: 'x'.repeat(600_000) } })).rejects.toMatchObject({
    code: 'too-large',
  });
});

async function watching({ displays }: ReturnType<typeof aDesk>['desk'], eventId: string, displayId = eventId) {
  const states: DisplayState[] = [];
  const { state, stop } = await displays.watch({ eventId, displayId }, (told) => states.push(told));
  if (states.length === 0) states.push(state);
  return {
    states,
    stop,
    shown: () => states.map(({ now }) => now?.card.participantId).filter((id, at, all) => at === 0 || all[at - 1] !== id),
  };
}

function nowOn({ states }: { states: DisplayState[] }) {
  return states.at(-1)?.now?.card.participantId;
}
