import type { Browser, Page } from 'playwright-core';
import { type AnnouncerScene, type AnnouncerScreen, announcerScreens } from './announcer-scenes.ts';
import { axeComplaints, misfits } from './checks.ts';
import { startFakeSource } from './fake-source.ts';

/** Puts a scene of the announcer's page on a screen, hands the page over when it stands still, and says what is wrong with it. */
export async function lookAtAnnouncer(
  browser: Browser,
  at: { scene: AnnouncerScene; screen: AnnouncerScreen; onPage?: (page: Page) => Promise<unknown> },
): Promise<string[]> {
  const { scene, screen, onPage } = at;
  const source = await startFakeSource(scene);
  const context = await browser.newContext({ viewport: announcerScreens[screen], reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`error: ${error.message}`));
    await page.goto(source.announcerUrl + (scene.query ?? ''));
    await page.waitForSelector(scene.waitFor ?? '.scene .panel');
    await page.evaluate('document.fonts.ready');
    await scene.prepare?.(page, source);
    await page.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))');
    await onPage?.(page);
    const noise = said.filter((line) => !(scene.name === 'link-lost' && line.includes('WebSocket')));
    return [...noise, ...(await misfits(page)), ...(await axeComplaints(page))];
  } finally {
    await context.close();
    await source.stop();
  }
}
