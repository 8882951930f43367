import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const notePaintedInPage = readFileSync(join(import.meta.dirname, 'note-painted.js'), 'utf8');

/**
 * Makes a page note the start of the first frame after a text has stood in an element of `selector`: what was changed is on the screen then.
 * To be called before the page is opened.
 */
export async function notePainted(page: Page, selector: string): Promise<void> {
  await page.addInitScript({ content: notePaintedInPage.replace('SELECTOR', JSON.stringify(selector)) });
}

/** By the text that was painted; instants in ms of the machine's own clock, as `nowMs` gives them. */
export async function paintedSoFar(page: Page): Promise<Map<string, number>> {
  return new Map(await page.evaluate<[string, number][]>('[...paintedAtMs]'));
}

export const nowMs = () => performance.timeOrigin + performance.now();
