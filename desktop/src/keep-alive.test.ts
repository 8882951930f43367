import { expect, test } from 'vitest';
import { Comeback } from './comeback.ts';
import { keepAlive } from './keep-alive.ts';
import { ElectronDouble } from './testing/electron-double.ts';
import { VirtualTimers } from './testing/virtual-timers.ts';
import { screenWindow } from './window-rules.ts';

test('a page that crashes comes back by itself, and waits longer each time it does so again', () => {
  const { window, timers } = aWindow();
  const waits = [0, 0, 0].map(() => {
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    return reloadedAfter(window, timers);
  });
  expect(waits).toEqual([500, 1_000, 2_000]);
});

test('a page that has stood for a minute comes back at once again, and no wait grows beyond half a minute', () => {
  const comeback = new Comeback();
  const waits = Array.from({ length: 9 }, () => comeback.afterLoss(0));
  expect(waits.at(-1)).toBe(30_000);
  expect(comeback.afterLoss(30_000 + 60_000)).toBe(500);
});

test('a page that was closed on purpose is left alone, and so is a window that is gone meanwhile', () => {
  const { window, timers } = aWindow();
  window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
  timers.pass(60_000);
  window.webContents.emit('render-process-gone', {}, { reason: 'oom' });
  window.close();
  timers.pass(60_000);
  expect(window.webContents.reloads).toBe(0);
});

test('a page that hangs has ten seconds to come to itself, then it is put down and comes back', () => {
  const { window, timers } = aWindow();
  window.emit('unresponsive');
  timers.pass(9_000);
  window.emit('responsive');
  timers.pass(60_000);
  expect([window.webContents.putDown, window.webContents.reloads]).toEqual([0, 0]);
  window.emit('unresponsive');
  timers.pass(10_500);
  expect([window.webContents.putDown, window.webContents.reloads]).toEqual([1, 1]);
});

test('a page that cannot be loaded is tried again; one that another took the place of is not', () => {
  const { window, timers } = aWindow();
  window.webContents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', 'chute://app/setup', true);
  window.webContents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'chute://app/x.png', false);
  timers.pass(60_000);
  expect(window.webContents.reloads).toBe(0);
  window.webContents.emit('did-fail-load', {}, -6, 'ERR_FILE_NOT_FOUND', 'chute://app/setup', true);
  timers.pass(500);
  expect(window.webContents.reloads).toBe(1);
});

function aWindow() {
  const electron = new ElectronDouble({ monitors: [] });
  const { BrowserWindow } = electron.api;
  new BrowserWindow(screenWindow({ x: 0, y: 0, width: 800, height: 600 }, { kiosk: true }));
  const window = electron.windows[0]!;
  const timers = new VirtualTimers();
  keepAlive(window, timers);
  return { window, timers };
}

function reloadedAfter({ webContents }: ReturnType<typeof aWindow>['window'], timers: VirtualTimers): number {
  const [fromMs, before] = [timers.nowMs(), webContents.reloads];
  while (webContents.reloads === before) timers.pass(100);
  return timers.nowMs() - fromMs;
}
