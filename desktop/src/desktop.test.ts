import { expect, test } from 'vitest';
import { Desktop } from './desktop.ts';
import { type DesktopSettings, DesktopSettingsError, readSettings } from './settings.ts';
import { ElectronDouble } from './testing/electron-double.ts';
import { VirtualTimers } from './testing/virtual-timers.ts';

const eventId = '01990000-0000-7000-8000-000000000009';
const hub = 'https://hub.example';
const edge = 'http://192.0.2.7:8080';
const main = { id: 7, label: 'Desk', bounds: { x: 0, y: 0, width: 1920, height: 1080 } };
const wall = { id: 3, label: 'Wall', bounds: { x: 1920, y: 0, width: 3840, height: 2160 } };
const twoScreens = [
  { page: 'announcer', eventId, monitor: 1, kiosk: false },
  { page: 'display', code: 'k3y-of-the-wall', monitor: 2 },
];

test('each screen is one window on its monitor, in kiosk, and hears the sources in their order', async () => {
  const { electron } = await aDesktop({ settings: { sources: [hub, edge], screens: twoScreens } });
  expect(electron.open.map(({ url }) => url)).toEqual([
    `chute://app/announcer/${eventId}?own=0&source=https%3A%2F%2Fhub.example&source=http%3A%2F%2F192.0.2.7%3A8080`,
    'chute://app/d/k3y-of-the-wall?own=0&source=https%3A%2F%2Fhub.example&source=http%3A%2F%2F192.0.2.7%3A8080',
  ]);
  const [announcer, display] = electron.open.map(({ options }) => options);
  expect(announcer).toMatchObject({ ...main.bounds, kiosk: false, frame: true });
  expect(display).toMatchObject({ ...wall.bounds, kiosk: true, fullscreen: true, frame: false });
  expect(electron.staysAwake).toBe(true);
});

test('every window is sandboxed and isolated, without Node, and a screen has no preload at all', async () => {
  const { electron } = await aDesktop({ settings: { screens: twoScreens } });
  electron.app.emit('second-instance');
  expect(electron.open).toHaveLength(3);
  for (const { options } of electron.open) {
    expect(options.webPreferences).toMatchObject({
      ...{ contextIsolation: true, sandbox: true, webSecurity: true },
      ...{ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webviewTag: false, devTools: false },
    });
  }
  expect(electron.open.map(({ options }) => options.webPreferences.preload)).toEqual([undefined, undefined, '/app/preload.cjs']);
  expect(electron.app.isSandboxed).toBe(true);
  expect(electron.schemes).toEqual([{ scheme: 'chute', privileges: { standard: true, secure: false, supportFetchAPI: true } }]);
});

test('a page stays on our pages, opens no window and gets no permission but the whole screen and its own network', async () => {
  const { electron } = await aDesktop({ settings: { screens: twoScreens } });
  const { webContents } = electron.open[0]!;
  for (const event of ['will-navigate', 'will-redirect'] as const) {
    expect(webContents.mayGo(event, `chute://app/board/${eventId}`)).toBe(true);
    for (const url of [
      'https://elsewhere.example/',
      'file:///etc/passwd',
      'chute://other/setup',
      'chute://user@app/setup',
      'javascript:1',
      '',
    ])
      expect(webContents.mayGo(event, url), url).toBe(false);
  }
  expect(webContents.opensWindow!('chute://app/setup')).toBe('deny');
  for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'hid'])
    expect([electron.permissionAnswer!(permission), electron.mayHave!(permission)]).toEqual([false, false]);
  for (const permission of ['fullscreen', 'local-network'])
    expect([electron.permissionAnswer!(permission), electron.mayHave!(permission)]).toEqual([true, true]);
  expect(electron.app.switches.get('disable-features')).toMatch(/LocalNetworkAccessChecksWebSockets/);
});

test('a computer that was never set up opens the setup page, and shows what was chosen there', async () => {
  const { electron, kept } = await aDesktop({});
  expect(electron.open.map(({ url }) => url)).toEqual(['chute://app/setup']);
  expect(await electron.ask('monitors:list')).toMatchObject([
    { monitor: 1, label: 'Desk' },
    { monitor: 2, label: 'Wall' },
  ]);
  const settings = { sources: [`${hub}/`], screens: [{ page: 'board', eventId, monitor: 2 }], startAtLogin: true };
  expect(await electron.ask('settings:save', settings)).toEqual({ problem: null });
  expect(kept.settings).toMatchObject({ sources: [hub], startAtLogin: true });
  expect(kept.startsAtLogin).toBe(true);
  expect(electron.open.map(({ url }) => url)).toEqual([
    'chute://app/setup',
    `chute://app/board/${eventId}?own=0&source=https%3A%2F%2Fhub.example`,
  ]);
});

test('what stands as it should is not touched when something else is changed', async () => {
  const { electron } = await aDesktop({ settings: { sources: [hub], screens: twoScreens } });
  const [announcer, display] = electron.open;
  await electron.ask('settings:save', { sources: [hub], screens: [twoScreens[1]] });
  expect([announcer!.isDestroyed(), display!.isDestroyed()]).toEqual([true, false]);
  expect(electron.app.hasQuit).toBe(false);
});

test('a monitor that is pulled out and put in again gets its screen again', async () => {
  const { electron } = await aDesktop({ settings: { screens: twoScreens } });
  electron.screen.monitors = [main];
  electron.screen.emit('display-removed');
  expect(electron.open.map(({ url }) => url.split('?')[0])).toEqual([`chute://app/announcer/${eventId}`]);
  electron.screen.monitors = [wall, main].sort((a, b) => b.id - a.id);
  electron.screen.emit('display-added');
  expect(electron.open[1]!.options).toMatchObject(wall.bounds);
});

test('a program without a window would end: so when the last screen goes, the setup is there first', async () => {
  const { electron } = await aDesktop({ settings: { screens: [twoScreens[1]!] } });
  electron.screen.monitors = [main];
  electron.screen.emit('display-removed');
  expect(electron.open.map(({ url }) => url)).toEqual(['chute://app/setup']);
  expect(electron.app.hasQuit).toBe(false);
});

test('settings that cannot be used are said on the setup page, and are not written over unasked', async () => {
  const { electron, kept } = await aDesktop({ text: '{"screens": [{"page": "board"}]}' });
  expect(electron.open.map(({ url }) => url)).toEqual(['chute://app/setup']);
  const { problem } = (await electron.ask('settings:read')) as { problem: string };
  expect(problem).toMatch(/^The settings in \/home\/timer\/settings\.json: .*screens\[0\]\.eventId/s);
  expect(kept.settings).toBeNull();
});

test('from a kiosk the setup is a chord away, and is there once', async () => {
  const { electron } = await aDesktop({ settings: { screens: twoScreens } });
  const { webContents } = electron.open[1]!;
  webContents.press('s', { alt: true });
  expect(electron.open).toHaveLength(2);
  webContents.press('S', { control: true, alt: true });
  webContents.press('s', { control: true, alt: true });
  expect(electron.open.map(({ url }) => url).filter((url) => url === 'chute://app/setup')).toHaveLength(1);
  expect(electron.open[2]!.focused).toBe(1);
});

test('started twice, the second one ends and the first comes to the front', async () => {
  const { electron, begun } = await aDesktop({ isFirst: false });
  expect([begun, electron.app.hasQuit, electron.windows.length]).toEqual([false, true, 0]);
});

test('only the setup page is answered, and only in the words of the channel', async () => {
  const { electron, kept } = await aDesktop({});
  const board = `chute://app/board/${eventId}`;
  for (const url of [board, 'https://elsewhere.example/setup', 'chute://app/setup-assets/x.js', 'chute://app/setup/../board'])
    await expect(electron.ask('settings:read', undefined, url)).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(electron.ask('settings:save', { sources: ['file:///etc'] })).rejects.toMatchObject({ code: 'bad-request' });
  await expect(electron.ask('settings:save', { startAtLogin: true, program: '/bin/sh' })).rejects.toMatchObject({ code: 'bad-request' });
  expect(kept.settings).toBeNull();
});

test('edges are looked for while that is wanted, and offered, never followed unasked', async () => {
  const { electron, kept } = await aDesktop({ settings: { sources: [hub], screens: twoScreens } });
  expect(await electron.ask('edges:list')).toEqual([{ name: 'finish', address: edge, eventId }]);
  expect(electron.open.some(({ url }) => url.includes('192.0.2.7'))).toBe(false);
  await electron.ask('settings:save', { findEdges: false });
  expect([await electron.ask('edges:list'), kept.looking]).toEqual([[], false]);
});

type Given = { settings?: Record<string, unknown>; text?: string; isFirst?: boolean };

async function aDesktop({ settings, text = settings ? JSON.stringify(settings) : undefined, isFirst = true }: Given) {
  const electron = new ElectronDouble({ monitors: [main, wall] });
  electron.app.isFirst = isFirst;
  const path = '/home/timer/settings.json';
  const kept = { settings: null as DesktopSettings | null, startsAtLogin: false, looking: false };
  const desktop = new Desktop({
    electron: electron.api,
    settingsFile: { path, read: () => readSettings(text ?? null, path), write: (settings) => void Object.assign(kept, { settings }) },
    pages: { files: async () => null, displayParts: async () => new Response() },
    timers: new VirtualTimers(),
    preload: '/app/preload.cjs',
    findEdges: () => {
      kept.looking = true;
      return { list: () => [{ name: 'finish', address: edge, eventId }], stop: () => void Object.assign(kept, { looking: false }) };
    },
    startAtLogin: (startsAtLogin) => void Object.assign(kept, { startsAtLogin }),
  });
  const begun = desktop.begin();
  if (begun) await desktop.run();
  return { electron, kept, begun };
}

test('a settings file that is no JSON says so', () => {
  expect(() => readSettings('{', '/home/timer/settings.json')).toThrow(DesktopSettingsError);
  expect(() => readSettings('{"screens":[{"page":"board","eventId":"x"}]}', 'settings.json')).toThrow(/eventId/);
});
