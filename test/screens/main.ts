import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type AnnouncerScreen, announcerScenes, announcerScreens } from './announcer-scenes.ts';
import { findChromium, openBrowser, type Screen, screens } from './browser.ts';
import { displayScenes } from './display-scenes.ts';
import { look } from './look.ts';
import { lookAtAnnouncer } from './look-at-announcer.ts';
import { type DisplayScreenName, displayScreens, lookAtDisplay } from './look-at-display.ts';
import { scenes } from './scenes.ts';

/** `npm run screens [NAME]`: every scene whose name begins so, on every screen, as a picture in `.chute/screens/`, and an exit code that says whether all of it fits and reads. */
const only = process.argv[2] ?? '';
const folder = join(import.meta.dirname, '..', '..', '.chute', 'screens');
const chromium = findChromium();
if (!chromium) {
  console.error('no chromium here: install it, or name one in CHUTE_CHROMIUM');
  process.exit(1);
}

await mkdir(folder, { recursive: true });
const browser = await openBrowser(chromium);
let complaints = 0;
for (const scene of scenes.filter(({ name }) => name.startsWith(only))) {
  for (const screen of Object.keys(screens) as Screen[]) {
    const path = join(folder, `${scene.name}-${screen}.png`);
    tell(
      path,
      await look(browser, { scene, screen, onPage: (page) => page.screenshot({ path, fullPage: screen === 'phone' && !scene.keys }) }),
    );
  }
}
const displays = displayScenes.filter(({ name }) => name.startsWith(only));
for (const screen of Object.keys(displayScreens) as DisplayScreenName[]) {
  const pathOf = (name: string) => join(folder, `display-${name}-${screen}.png`);
  const looks = lookAtDisplay(browser, { scenes: displays, screen, onPage: ({ name }, page) => page.screenshot({ path: pathOf(name) }) });
  for await (const { scene, wrong } of looks) tell(pathOf(scene.name), wrong);
}
for (const scene of announcerScenes.filter(({ name }) => `announcer-${name}`.startsWith(only))) {
  for (const screen of Object.keys(announcerScreens) as AnnouncerScreen[]) {
    const path = join(folder, `announcer-${scene.name}-${screen}.png`);
    tell(path, await lookAtAnnouncer(browser, { scene, screen, onPage: (page) => page.screenshot({ path }) }));
  }
}
await browser.close();
process.exitCode = complaints === 0 ? 0 : 1;

function tell(path: string, wrong: readonly string[]): void {
  complaints += wrong.length;
  console.log([`${wrong.length === 0 ? 'good' : 'BAD '}  ${path}`, ...wrong.map((line) => `      ${line}`)].join('\n'));
}
