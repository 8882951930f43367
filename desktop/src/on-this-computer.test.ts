import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findEdges, type MdnsService } from './edges-on-lan.ts';
import { addressOf, shownAt } from './pages/address.ts';
import { desktopSettingsSchema } from './settings.ts';
import { SettingsFile } from './settings-file.ts';
import { startAtLogin } from './start-at-login.ts';

const eventId = '01990000-0000-7000-8000-000000000009';

test('settings are kept whole, and read as they were written', () => {
  const file = new SettingsFile(join(aFolder(), 'chute', 'settings.json'));
  expect(file.read()).toEqual(desktopSettingsSchema.parse({}));
  const settings = desktopSettingsSchema.parse({ sources: ['http://192.0.2.7:8080/board'], screens: [{ page: 'board', eventId }] });
  file.write(settings);
  expect(file.read()).toEqual(settings);
  expect(readdirSync(join(file.path, '..'))).toEqual(['settings.json']);
});

test('two screens on one monitor are refused, as one would hide the other', () => {
  const screen = { page: 'board', eventId, monitor: 1 };
  expect(desktopSettingsSchema.safeParse({ screens: [screen, screen] }).error?.issues[0]?.message).toBe('two screens are on one monitor');
});

test('on Linux it starts at login by a file, which goes away again', () => {
  const homeFolder = aFolder();
  const path = join(homeFolder, '.config/autostart/chute-desktop.desktop');
  const app = { setLoginItemSettings: () => expect.unreachable() };
  startAtLogin(true, { platform: 'linux', homeFolder, program: '/opt/Chute 100%/chute"desktop' }, app);
  expect(readFileSync(path, 'utf8')).toContain('Exec="/opt/Chute 100%%/chute\\"desktop"\n');
  startAtLogin(false, { platform: 'linux', homeFolder, program: '' }, app);
  expect(existsSync(path)).toBe(false);
});

test('elsewhere the system is asked', () => {
  const asked: unknown[] = [];
  startAtLogin(true, { platform: 'win32', homeFolder: '', program: '' }, { setLoginItemSettings: (settings) => asked.push(settings) });
  expect(asked).toEqual([{ openAtLogin: true }]);
});

test('an edge that says it is here is listed with its event until it says it is gone', () => {
  const browser = Object.assign(new EventEmitter(), { stop: () => {} });
  const edges = findEdges({ find: () => browser, destroy: () => {} });
  const finish: MdnsService = { name: 'finish', port: 8080, addresses: ['fe80::1', '192.0.2.7'], txt: { event: eventId } };
  browser.emit('up', finish);
  browser.emit('up', { name: 'a start', port: 8081, addresses: ['192.0.2.8'], txt: {} });
  browser.emit('up', { name: 'nowhere', port: 8081, addresses: [] });
  expect(edges.list()).toEqual([
    { name: 'a start', address: 'http://192.0.2.8:8081', eventId: null },
    { name: 'finish', address: 'http://192.0.2.7:8080', eventId },
  ]);
  browser.emit('down', finish);
  expect(edges.list().map(({ name }) => name)).toEqual(['a start']);
});

test('an address out of a browser says what is shown and where it is heard', () => {
  const at = { monitor: 2, kiosk: true };
  expect(shownAt(` https://hub.example/board/${eventId}?race=2 `, at)).toEqual({
    source: 'https://hub.example',
    screen: { page: 'board', eventId, ...at },
  });
  expect(shownAt('http://192.0.2.7:8080/d/k3y-of-the-wall', at)?.screen).toMatchObject({ page: 'display', code: 'k3y-of-the-wall' });
  for (const other of [
    '',
    'hub.example',
    'https://hub.example/',
    `ftp://hub.example/board/${eventId}`,
    'https://hub.example/board/9',
    'https://hub.example/d/x',
  ])
    expect(shownAt(other, at), other).toBeNull();
  expect(addressOf({ page: 'board', eventId, ...at }, ['https://hub.example'])).toBe(`https://hub.example/board/${eventId}`);
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'chute-desktop-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
