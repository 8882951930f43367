import type { Contents, DesktopSession, Rectangle, WebPreferences, WindowOptions } from './electron-api.ts';
import { isOurs } from './page-urls.ts';

/** What no page of ours needs is off, and said so even where it is Electron's default: a default may change. */
const webPreferences: WebPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  devTools: false,
  spellcheck: false,
  // A wall behind another window still takes its finishers in their turn.
  backgroundThrottling: false,
  // The tone at a finish comes without anybody having touched the wall.
  autoplayPolicy: 'no-user-gesture-required',
};

const look = { show: false, title: 'Chute', backgroundColor: '#070b14', autoHideMenuBar: true };

/** A screen of the race on one monitor. It can ask nothing of this program: it has no preload. */
export function screenWindow(bounds: Rectangle, { kiosk }: { kiosk: boolean }): WindowOptions {
  return { ...look, ...bounds, kiosk, fullscreen: kiosk, frame: !kiosk, webPreferences };
}

export function setupWindow(preload: string): WindowOptions {
  return {
    ...look,
    width: 1_000,
    height: 800,
    kiosk: false,
    fullscreen: false,
    frame: true,
    webPreferences: { ...webPreferences, preload },
  };
}

/** Of every page there is, however it came to be: it stays on our own pages and opens no window. */
export function guardContents(contents: Contents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (event: { preventDefault(): void }, url: string) => {
    if (!isOurs(url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** A wall needs the whole screen, and the edges are on the network beside it; no page of ours needs anything else. */
const given = ['fullscreen', 'local-network', 'local-network-access', 'loopback-network'];

/**
 * Chromium lets a page listen to an address of its own network only if the page is `secure` and somebody says yes to it. Ours cannot be (`Desktop.begin`), nobody
 * stands beside a wall, and its policy names the few addresses it can reach at all.
 */
export const switchedOff = 'LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets';

export function denyPermissions(session: DesktopSession): void {
  const isGiven = (permission: string) => given.includes(permission);
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(isGiven(permission)));
  session.setPermissionCheckHandler((_contents, permission) => isGiven(permission));
}
