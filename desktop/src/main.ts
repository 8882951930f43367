import { homedir } from 'node:os';
import { join } from 'node:path';
import { Bonjour } from 'bonjour-service';
import * as electron from 'electron';
import { Desktop } from './desktop.ts';
import { displayPartsIn } from './display-parts.ts';
import { findEdges } from './edges-on-lan.ts';
import { pageFilesIn } from './page-files.ts';
import { SettingsFile } from './settings-file.ts';
import { startAtLogin } from './start-at-login.ts';

const { app } = electron;
const userData = app.getPath('userData');
const machine = { platform: process.platform, homeFolder: homedir(), program: process.env.APPIMAGE ?? app.getPath('exe') };

const desktop = new Desktop({
  electron,
  settingsFile: new SettingsFile(join(userData, 'settings.json')),
  pages: { files: pageFilesIn(join(import.meta.dirname, 'pages')), displayParts: displayPartsIn(join(userData, 'display-parts'), fetch) },
  timers: {
    nowMs: () => performance.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  },
  preload: join(import.meta.dirname, 'preload.cjs'),
  findEdges: () => findEdges(new Bonjour(undefined, () => {})),
  startAtLogin: (isWanted) => startAtLogin(isWanted, machine, app),
});
if (desktop.begin()) void desktop.run();
