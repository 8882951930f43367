import { Comeback } from './comeback.ts';
import type { DesktopWindow } from './electron-api.ts';

/** A page that does nothing for so long after Electron calls it unresponsive is put down. */
const patienceMs = 10_000;
/** Electron's word for a load that another one took the place of. */
const aborted = -3;

export type Timers = { nowMs: () => number; after: (ms: number, run: () => void) => () => void };

/** Nobody stands beside a wall: a page that crashes, hangs or cannot be loaded comes back by itself. Returns what ends it. */
export function keepAlive(window: DesktopWindow, { nowMs, after }: Timers): () => void {
  const comeback = new Comeback();
  let stopPatience = () => {};
  let stopReload = () => {};
  const { webContents } = window;
  const comeBack = () => {
    stopPatience();
    stopReload();
    stopReload = after(comeback.afterLoss(nowMs()), () => {
      if (!window.isDestroyed()) webContents.reload();
    });
  };
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') comeBack();
  });
  webContents.on('did-fail-load', (_event, code, _why, _url, isMainFrame) => {
    if (isMainFrame && code !== aborted) comeBack();
  });
  window.on('unresponsive', () => {
    stopPatience();
    // It ends as gone, and comes back from there.
    stopPatience = after(patienceMs, () => webContents.forcefullyCrashRenderer());
  });
  window.on('responsive', () => stopPatience());
  const stop = () => {
    stopPatience();
    stopReload();
  };
  window.on('closed', stop);
  return stop;
}
