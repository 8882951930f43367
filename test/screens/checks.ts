import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe has to say against the page, one line each; empty = clean. */
export async function axeComplaints(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
  );
}

const misfitsInPage = readFileSync(join(import.meta.dirname, 'misfits.js'), 'utf8');

/** Texts that stick out of the screen or of their own box, or are cut in the middle of a letter; empty = everything fits. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(misfitsInPage);
}
