import type { DisplayState, LiveRow } from '@chute/protocol';
import type { Browser, Page } from 'playwright-core';
import { screens } from '../../screens/browser.ts';
import { type FakeSource, startFakeSource } from '../../screens/fake-source.ts';
import { cardOf, shownDisplay } from '../../screens/shown-display.ts';
import { shownEvent, startedAtMs } from '../../screens/shown-race.ts';

/** A page on a wall, and the source that it listens to. */
export type Wall = { page: Page; source: FakeSource; close: () => Promise<void> };

/** Opens a board, or a display with the list of finishers, at a source that knows these rows. */
export async function openWall(browser: Browser, kind: 'board' | 'display', rows: LiveRow[]): Promise<Wall> {
  const display = { state: shownDisplay({ sceneId: 'finish-list' }) };
  const source = await startFakeSource({ event: shownEvent, rows, raceNowMs: startedAtMs + 2_000_000, display });
  const page = await (await browser.newContext({ viewport: screens.wall })).newPage();
  await page.goto(kind === 'board' ? source.boardUrl : source.displayUrl);
  if (kind === 'board') await page.locator('.state-word', { hasText: 'Live' }).first().waitFor();
  else await page.waitForSelector('.lamp[data-well="true"]', { state: 'attached' });
  const close = async () => {
    await page.context().close();
    await source.stop();
  };
  return { page, source, close };
}

/** What the desk says when it calls a runner out. */
export const shownOn = (row: LiveRow, revision: number): DisplayState =>
  shownDisplay({ sceneId: 'finish-list', revision, now: { card: cardOf(row), shownMs: 0, showMs: 1_000 } });
