import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DesktopApp } from './electron-api.ts';

export type Machine = { platform: string; homeFolder: string; program: string };

/** Windows and macOS keep a list of what starts at login; on Linux desktops it is a file. */
export function startAtLogin(
  isWanted: boolean,
  { platform, homeFolder, program }: Machine,
  app: Pick<DesktopApp, 'setLoginItemSettings'>,
): void {
  if (platform === 'linux') writeAutostart(isWanted, { homeFolder, program });
  else app.setLoginItemSettings({ openAtLogin: isWanted });
}

function writeAutostart(isWanted: boolean, { homeFolder, program }: Omit<Machine, 'platform'>): void {
  const path = join(homeFolder, '.config', 'autostart', 'chute-desktop.desktop');
  rmSync(path, { force: true });
  if (!isWanted) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `[Desktop Entry]\nType=Application\nName=Chute\nExec=${quoted(program)}\nX-GNOME-Autostart-enabled=true\n`);
}

/** As the desktop entry specification wants a path that may hold blanks. */
const quoted = (path: string) => `"${path.replace(/[\\"`$]/g, (sign) => `\\${sign}`).replaceAll('%', '%%')}"`;
