import type { Browser, Page } from 'playwright-core';
import { axeComplaints, misfits } from './checks.ts';
import type { DisplayScene } from './display-scenes.ts';
import { type FakeSource, startFakeSource } from './fake-source.ts';
import { shownDisplay } from './shown-display.ts';

/** The screens that a display is looked at on. */
export const displayScreens = {
  '1080p': { width: 1920, height: 1080 },
  '4k': { width: 3840, height: 2160 },
  portrait: { width: 1080, height: 1920 },
  led: { width: 768, height: 256 },
  square: { width: 512, height: 512 },
} as const;
export type DisplayScreenName = keyof typeof displayScreens;

/** The small ones are for the scene made for them. */
function isFor({ display }: DisplayScene, screen: DisplayScreenName): boolean {
  return screen === 'portrait' || (display.sceneId === 'led-wall') === (screen === 'led' || screen === 'square');
}

type LookAt = { scenes: readonly DisplayScene[]; screen: DisplayScreenName; onPage: (scene: DisplayScene, page: Page) => Promise<unknown> };

/** Puts scene after scene on one screen, as a desk does, hands the page over whenever it stands still, and says what is wrong with each. */
export async function* lookAtDisplay(browser: Browser, at: LookAt): AsyncGenerator<{ scene: DisplayScene; wrong: string[] }> {
  const mine = at.scenes.filter((scene) => isFor(scene, at.screen));
  const races = new Set(mine.map(({ race }) => race));
  for (const race of races) {
    const source = await startFakeSource({ ...race, display: { state: shownDisplay() } });
    const context = await browser.newContext({ viewport: displayScreens[at.screen], reducedMotion: 'reduce' });
    try {
      const page = await context.newPage();
      const said: string[] = [];
      page.on('console', (message) => said.push(`console: ${message.text()}`));
      page.on('pageerror', (error) => said.push(`error: ${error.message}`));
      await page.goto(source.displayUrl);
      await page.waitForSelector('.lamp[data-well="true"]', { state: 'attached' });
      for (const [nth, scene] of mine.filter((one) => one.race === race).entries()) {
        await put(scene, nth, { source, page });
        await at.onPage(scene, page);
        // What axe looks for does not change with the size of a screen that is scaled whole.
        const complaints = at.screen === '4k' ? [] : await axeComplaints(page);
        const noise = said.splice(0).filter((line) => !(scene.afterLoss && line.includes('WebSocket')));
        yield { scene, wrong: [...noise, ...(await misfits(page)), ...complaints] };
      }
    } finally {
      await context.close();
      await source.stop();
    }
  }
}

async function put(scene: DisplayScene, nth: number, { source, page }: { source: FakeSource; page: Page }): Promise<void> {
  const name = `${scene.name} ${nth}`;
  source.display.show({ ...scene.display, revision: nth + 2, settings: { ...scene.display.settings, name } });
  await page.waitForSelector(`h1:text-is("${name}")`, { state: 'attached' });
  if (scene.afterLoss) {
    source.dropFeed();
    await page.waitForSelector(`text=${scene.afterLoss}`);
  }
  for (const key of scene.keys ?? []) await page.keyboard.press(key);
  await page.evaluate('document.fonts.ready');
  await twoFrames(page);
  await hideControls(page);
  await twoFrames(page);
}

/** As when nobody has touched the screen for a while. */
const hideControls = (page: Page) => page.evaluate('document.querySelector(".display").dataset.idle = "true"');

const twoFrames = (page: Page) => page.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))');
