import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findChromium, openBrowser, type Screen, screens } from '../screens/browser.ts';
import { type FakeSource, startFakeSource } from '../screens/fake-source.ts';
import { keptPictures } from '../screens/kept-pictures.ts';
import { look } from '../screens/look.ts';
import { scenes } from '../screens/scenes.ts';
import { field, finisher, onCourse, shownEvent, smallEvent, startedAtMs } from '../screens/shown-race.ts';

const chromium = findChromium();
if (!chromium) console.warn('no chromium here: the board is not tested in a browser (install it, or name one in CHUTE_CHROMIUM)');

const raceNowMs = startedAtMs + 2_400_000;
const hundredRunners = [...field(0, 40, finisher), ...field(40, 100, onCourse)];

describe.skipIf(!chromium)('the board in chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(chromium!);
  });
  afterAll(() => browser?.close());

  type Start = Partial<Parameters<typeof startFakeSource>[0]> & { screen?: Screen };

  async function aBoard({ screen = 'wall', ...state }: Start = {}): Promise<{ page: Page; source: FakeSource }> {
    const source = await startFakeSource({ event: shownEvent, rows: hundredRunners, raceNowMs, ...state });
    const context = await browser.newContext({ viewport: screens[screen] });
    onTestFinished(async () => {
      await context.close();
      await source.stop();
    });
    const page = await context.newPage();
    await page.goto(source.boardUrl);
    return { page, source };
  }

  const shows = (page: Page, selector: string, text: string) => page.locator(selector, { hasText: text }).first().waitFor();
  const textOf = (page: Page, selector: string) => page.locator(selector).first().textContent();

  test('a finisher who crosses the line is on the screen, with name, time and places', async () => {
    const { page, source } = await aBoard();
    await shows(page, '.state-word', 'Live');
    source.tell({ rows: [finisher(40, { name: 'Zora Quick', rankKey: 1_200_000, officialChipMs: 1_200_000, officialGunMs: 1_203_000 })] });
    await shows(page, '.newest-name', 'Zora Quick');
    expect(await textOf(page, '.newest-time')).toBe('20:00');
    expect(await textOf(page, '.newest-places')).toContain('1st Overall');
    expect(await textOf(page, '.leader')).toContain('Zora Quick');
  });

  test('the clock goes on by itself, and asks for no frame while its second lasts', async () => {
    const { page } = await aBoard();
    await shows(page, '.state-word', 'Live');
    await page.evaluate(countFrames);
    const clock = () => textOf(page, '.clock-digits');
    const seen = [await clock()];
    for (let second = 0; second < 3; second += 1) {
      await expect.poll(clock).not.toBe(seen.at(-1));
      seen.push(await clock());
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    // A few for each second: the digits, and what the page is told.
    expect(await page.evaluate('framesAskedFor')).toBeLessThan(60);
  });

  test('somebody without a person record is shown by the bib', async () => {
    const { page, source } = await aBoard();
    source.tell({ rows: [finisher(40, { name: null, bib: '0217' })] });
    await shows(page, '.newest-name', 'Bib 0217');
  });

  test('when the feed dies the picture stays and says how old it is, also after a reload; when it is back all is live again', async () => {
    const { page, source } = await aBoard();
    await shows(page, '.state-word', 'Live');
    const finisherBefore = await textOf(page, '.newest-name');
    source.tell({ rows: Array.from({ length: 500 }, (_, at) => onCourse(at + 1_000)) });
    await expect.poll(async () => Object.values(await keptPictures(page)).map((names) => names.length > 500)).toEqual([true]);
    const countsBefore = await textOf(page, '.counts');
    source.dropFeed();
    await shows(page, '.state-word', 'Link lost');
    expect(await textOf(page, '.state-sentence')).toMatch(/^\d+ s ago: showing data of 09:4\d:\d\d$/);
    expect(await textOf(page, '.newest-name')).toBe(finisherBefore);

    await page.reload();
    await shows(page, '.state-word', 'Kept copy');
    expect(await textOf(page, '.state-sentence')).toMatch(/showing data of 09:4\d:\d\d, .*\d s old, kept by this browser/);
    expect(await textOf(page, '.newest-name')).toBe(finisherBefore);
    expect(await textOf(page, '.counts')).toBe(countsBefore);

    source.tell({ rows: [finisher(40, { name: 'Meanwhile Came' })] });
    source.resumeFeed();
    await shows(page, '.state-word', 'Live');
    await shows(page, '.newest-name', 'Meanwhile Came');
  });

  test('a source that goes silent is called stale, and is heard again by itself', async () => {
    const { page, source } = await aBoard();
    await shows(page, '.state-word', 'Live');
    source.beSilent();
    await shows(page, '.state-sentence', 'Nothing heard for');
    source.tell({ rows: [finisher(40, { name: 'Told In Silence' })] });
    source.resumeFeed();
    await shows(page, '.newest-name', 'Told In Silence');
    await shows(page, '.state-word', 'Live');
  });

  test('a source that comes back with less is held until a person takes it', async () => {
    const { page, source } = await aBoard();
    await shows(page, '.state-word', 'Live');
    const finisherBefore = await textOf(page, '.newest-name');
    source.restart({ event: shownEvent, rows: field(0, 100, onCourse), entries: 88 });
    await shows(page, '.state-sentence', '12 entries less');
    expect(await textOf(page, '.newest-name')).toBe(finisherBefore);
    await page.getByRole('button', { name: 'Show what it has' }).click();
    await shows(page, '.newest-label', 'Waiting for the first finisher');
  });

  test('before the event exists the board says so, and shows it as soon as it does', async () => {
    const { page, source } = await aBoard({ event: null });
    await shows(page, 'main', 'knows no event with this address');
    source.tell({ event: smallEvent, rows: [] });
    await shows(page, 'h1', smallEvent.name);
    await shows(page, '.newest-label', 'Waiting for the first finisher');
  });

  test('it is worked by keys, and what was chosen stands in the address', async () => {
    const { page } = await aBoard();
    await page.locator('.newest-name').waitFor();
    await page.keyboard.press('2');
    await page.locator('.races button[aria-pressed="true"]', { hasText: 'Half marathon' }).waitFor();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowRight');
    await shows(page, '.leaders h2', 'Women');
    expect(new URL(page.url()).search).toBe('?race=2&list=sex%3AF&size=1.1');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('f');
    await expect.poll(() => page.evaluate('document.fullscreenElement !== null')).toBe(true);
  });

  test('a flood of finishers leaves no heap of elements behind, and the last of them is shown', async () => {
    const { page, source } = await aBoard({ rows: field(0, 600, onCourse) });
    await shows(page, '.state-word', 'Live');
    for (let n = 0; n < 600; n += 1) source.tell({ rows: [finisher(n, n === 599 ? { name: 'Last Of All' } : {})] });
    await shows(page, '.newest-name', 'Last Of All');
    await shows(page, '.counts', '600 finished');
    expect(await page.evaluate('document.querySelectorAll("#board *").length')).toBeLessThan(500);
  });

  test('a name is only ever text', async () => {
    const { page, source } = await aBoard();
    source.tell({ rows: [finisher(40, { name: '<img src=x onerror="window.harmed=1">' })] });
    await shows(page, '.newest-name', '<img src=x');
    expect(await page.evaluate('window.harmed')).toBeUndefined();
  });

  const looked = scenes.filter(({ name }) => ['race', 'hostile-names', 'link-lost', 'no-gun', 'very-large', 'keys'].includes(name));
  const looks = looked.flatMap((scene) =>
    (['wall', 'phone'] as const).map((screen) => ({ scene, screen, title: `${scene.name} on a ${screen}` })),
  );
  test.each(looks)('$title fits, is whole, and axe has nothing to say', async ({ scene, screen }) => {
    expect(await look(browser, { scene, screen })).toEqual([]);
  });
});

/** Runs in the page: how often it asks for a frame from now on. */
const countFrames = `{
  globalThis.framesAskedFor = 0;
  const ask = requestAnimationFrame;
  globalThis.requestAnimationFrame = (paint) => { framesAskedFor += 1; return ask(paint); };
}`;
