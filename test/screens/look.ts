import type { Browser, Page } from 'playwright-core';
import { type Screen, screens } from './browser.ts';
import { axeComplaints, misfits } from './checks.ts';
import { startFakeSource } from './fake-source.ts';
import type { Scene } from './scenes.ts';

/** Puts a scene on a screen, hands the page over when it stands still, and says what is wrong with it. */
export async function look(
  browser: Browser,
  at: { scene: Scene; screen: Screen; onPage?: (page: Page) => Promise<unknown> },
): Promise<string[]> {
  const { scene, screen, onPage } = at;
  const source = await startFakeSource(scene);
  const context = await browser.newContext({ viewport: screens[screen], reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`error: ${error.message}`));
    await page.goto(source.boardUrl + (scene.query ?? ''));
    await page.waitForSelector(scene.event ? '.leaders h2' : 'text=knows no event');
    await page.evaluate('document.fonts.ready');
    if (scene.afterLoss) {
      source.dropFeed();
      await page.waitForSelector(`text=${scene.afterLoss}`);
    }
    for (const key of scene.keys ?? []) await page.keyboard.press(key);
    await twoFrames(page);
    await onPage?.(page);
    const noise = said.filter((line) => !(scene.afterLoss && line.includes('WebSocket')));
    return [...noise, ...(await misfits(page)), ...(await axeComplaints(page))];
  } finally {
    await context.close();
    await source.stop();
  }
}

/** One for what was asked of the page, one for what that changed (rows counted, names fitted). */
const twoFrames = (page: Page) => page.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))');
