import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findChromium, openBrowser, type Screen, screens } from './browser.ts';
import { look } from './look.ts';
import { scenes } from './scenes.ts';

/** `npm run screens [NAME]`: every scene on every screen as a picture in `.chute/screens/`, and an exit code that says whether all of it fits and reads. */
const only = process.argv[2];
const folder = join(import.meta.dirname, '..', '..', '.chute', 'screens');
const chromium = findChromium();
if (!chromium) {
  console.error('no chromium here: install it, or name one in CHUTE_CHROMIUM');
  process.exit(1);
}

await mkdir(folder, { recursive: true });
const browser = await openBrowser(chromium);
let complaints = 0;
for (const scene of scenes.filter(({ name }) => !only || name === only)) {
  for (const screen of Object.keys(screens) as Screen[]) {
    const path = join(folder, `${scene.name}-${screen}.png`);
    const wrong = await look(browser, {
      scene,
      screen,
      onPage: (page) => page.screenshot({ path, fullPage: screen === 'phone' && !scene.keys }),
    });
    complaints += wrong.length;
    console.log([`${wrong.length === 0 ? 'good' : 'BAD '}  ${path}`, ...wrong.map((line) => `      ${line}`)].join('\n'));
  }
}
await browser.close();
process.exitCode = complaints === 0 ? 0 : 1;
