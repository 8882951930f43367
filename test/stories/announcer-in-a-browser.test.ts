import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  announcedEvent,
  announcedFinisher,
  announcedNowMs,
  announcedOnCourse,
  announcedRows,
  eventWithRecords,
  firstAreInMs,
  rowsAsFirstComeIn,
} from '../screens/announced-race.ts';
import { announcerScenes, announcerScreens } from '../screens/announcer-scenes.ts';
import { findChromium, openBrowser } from '../screens/browser.ts';
import { type FakeSource, startFakeSource } from '../screens/fake-source.ts';
import { keptPictures } from '../screens/kept-pictures.ts';
import { lookAtAnnouncer } from '../screens/look-at-announcer.ts';
import { field } from '../screens/shown-race.ts';

const chromium = findChromium();
if (!chromium)
  console.warn("no chromium here: the announcer's page is not tested in a browser (install it, or name one in CHUTE_CHROMIUM)");

describe.skipIf(!chromium)("the announcer's page in chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(chromium!);
  });
  afterAll(() => browser?.close());

  type Start = Partial<Parameters<typeof startFakeSource>[0]>;

  async function aPage(state: Start = {}): Promise<{ page: Page; source: FakeSource }> {
    const source = await startFakeSource({ event: announcedEvent, rows: announcedRows, raceNowMs: announcedNowMs, ...state });
    const context = await browser.newContext({ viewport: announcerScreens.laptop });
    onTestFinished(async () => {
      await context.close();
      await source.stop();
    });
    const page = await context.newPage();
    await page.goto(source.announcerUrl);
    return { page, source };
  }

  const shows = (page: Page, selector: string, text: string) => page.locator(selector, { hasText: text }).first().waitFor();
  const textOf = (page: Page, selector: string) => page.locator(selector).first().textContent();
  const namesOnPage = (page: Page) => page.locator('.finishers .runner-name').allTextContents();

  test('whoever crosses the line is on top, with what there is to say', async () => {
    const { page, source } = await aPage();
    await shows(page, '.state-word', 'Live');
    const announce = { phoneticName: 'ZOH-ra', birthday: 'today', personalBestMs: 3_000_000 } as const;
    source.tell({ rows: [announcedFinisher(138, { name: 'Zora Quick', team: 'Harbour Twelve', announce })] });
    await shows(page, '.finishers .runner:first-child .runner-name', 'Zora Quick');
    const card = await textOf(page, '.finishers .runner:first-child');
    for (const said of ['“ZOH-ra”', 'Birthday today', 'Personal best by', 'Harbour Twelve']) expect(card).toContain(said);
  });

  test('held by Space nothing on the page moves while twelve come in; they wait, come one by one, and then all at once', async () => {
    const { page, source } = await aPage();
    await shows(page, '.state-word', 'Live');
    const before = await namesOnPage(page);
    const comingBefore = await page.locator('.coming-name').allTextContents();
    const boxBefore = await page.locator('.finishers .runner').nth(1).boundingBox();
    await page.keyboard.press(' ');
    source.tell({ rows: field(138, 150, (n) => announcedFinisher(n, { name: `Newcomer ${n}` })) });
    await shows(page, '.waiting-count', '12 new');
    expect(await namesOnPage(page)).toEqual(before);
    expect(await page.locator('.coming-name').count()).toBe(comingBefore.length);
    expect(await page.locator('.finishers .runner').nth(1).boundingBox()).toEqual(boxBefore);

    await page.keyboard.press(' ');
    await shows(page, '.waiting-count', '11 new');
    expect(await namesOnPage(page)).toEqual(['Newcomer 138', ...before]);
    await page.keyboard.press('Escape');
    await shows(page, '.finishers .runner:first-child .runner-name', 'Newcomer 149');
    expect((await namesOnPage(page)).slice(0, 12)).toEqual(Array.from({ length: 12 }, (_, n) => `Newcomer ${149 - n}`));
  });

  test('the list that somebody has scrolled stands, and flows on when it is back at the top', async () => {
    const { page, source } = await aPage();
    await shows(page, '.state-word', 'Live');
    await page.locator('.finisher-list').evaluate((list) => list.scrollTo(0, 400));
    await shows(page, '.held-word', 'Held');
    source.tell({ rows: [announcedFinisher(138, { name: 'Zora Quick' })] });
    await shows(page, '.waiting-count', '1 new');
    expect(await namesOnPage(page)).not.toContain('Zora Quick');
    await page.locator('.finisher-list').evaluate((list) => list.scrollTo(0, 0));
    await shows(page, '.finishers .runner:first-child .runner-name', 'Zora Quick');
  });

  test('a runner is found by keyboard alone, pinned, and followed to the line', async () => {
    const { page, source } = await aPage({
      rows: [...announcedRows, announcedOnCourse(500, { name: 'Søren Ångström', bib: 'F77', splits: [] })],
    });
    await shows(page, '.state-word', 'Live');
    await page.keyboard.press('/');
    await page.keyboard.type('an');
    await page.locator('.found').nth(2).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await page.locator('.found').nth(1).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Escape');
    await page.locator('.found').first().waitFor({ state: 'hidden' });
    expect(await page.locator('.watched').count()).toBe(0);

    await page.keyboard.press('/');
    await page.keyboard.type('soren ang');
    await page.keyboard.press('Enter');
    await shows(page, '.watched .runner-name', 'Søren Ångström');
    source.tell({
      rows: [announcedFinisher(500, { name: 'Søren Ångström', bib: 'F77', officialGunMs: 3_723_000, officialChipMs: 3_723_000 })],
    });
    await shows(page, '.watched .runner-time', '1:02:03');
    await page.reload();
    await shows(page, '.watched .runner-name', 'Søren Ångström');
    await page.keyboard.press('x');
    await page.locator('.watched').waitFor({ state: 'hidden' });
  });

  test('who is about to finish is foreseen from the mat before the line, and gone from there as soon as they are in', async () => {
    const { page, source } = await aPage({ rows: announcedRows.slice(0, 138) });
    await shows(page, '.state-word', 'Live');
    const on = announcedOnCourse(150, { name: 'Zora Quick' });
    const mat = announcedEvent.coursePoints.find(({ raceId, kind }) => kind === 'split' && raceId === on.raceId)!;
    const passedAtMs = announcedNowMs - 100_000;
    source.tell({ rows: [{ ...on, splits: [{ coursePointId: mat.coursePointId, passedAtMs, chipTimeMs: 2_160_000 }] }] });
    await shows(page, '.coming-name', 'Zora Quick');
    expect(await textOf(page, '.coming-line')).toMatch(/about \d(½)? min ?± \d+ s/);
    source.tell({ rows: [announcedFinisher(150, { name: 'Zora Quick' })] });
    await shows(page, '.finishers .runner-name', 'Zora Quick');
    await page.locator('.coming-name').waitFor({ state: 'detached' });
  });

  test('a record is foreseen, falls at the line, and is from then on the one to beat', async () => {
    const { page, source } = await aPage({ event: eventWithRecords, rows: rowsAsFirstComeIn.slice(2), raceNowMs: firstAreInMs });
    const overPage = page.getByRole('list', { name: 'Records to beat' });
    await overPage.getByText('31:32 gun time by Wilhelmina').waitFor();
    await shows(page, '.coming-facts', 'Course record in reach: 31:40 gun time by H. Holder (2019)');
    source.tell({ rows: [announcedFinisher(1)] });
    await shows(page, '.finishers .runner:first-child .facts', 'Course record by 0:08 in 31:24 gun time: was 31:32');
    await overPage.getByText('31:24 gun time by Bram Jansen (today)').waitFor();
    source.tell({ rows: [announcedFinisher(0)] });
    await overPage.getByText('31:20 gun time by Anouk de Wit (today)').waitFor();
    await shows(page, '.facts', 'Course record by 0:12 in 31:20 gun time: was 31:32');
    await shows(page, '.facts', 'Faster than the old Course record too');
  });

  test('the keys change scene, race, size and full screen, the address keeps them over a reload, and what can be pressed is said', async () => {
    const { page } = await aPage();
    await shows(page, '.state-word', 'Live');
    for (const [key, heading] of [
      ['2', 'Just finished'],
      ['3', 'Coming in'],
      ['4', 'Leaders'],
      ['5', 'Age groups'],
      ['6', 'New leads'],
      ['7', 'Watch list'],
    ] as const) {
      await page.keyboard.press(key);
      await shows(page, '.scene h2', heading);
      expect(await page.locator('.scene .panel').count()).toBe(1);
    }
    await page.keyboard.press('5');
    await page.keyboard.press('r');
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    expect(new URL(page.url()).search).toBe('?scene=groups&race=1&size=1.25');
    await page.reload();
    await shows(page, '.scene h2', 'Age groups');
    expect(await page.locator('.table', { hasText: 'Half marathon' }).count()).toBe(0);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('f');
    await expect.poll(() => page.evaluate('document.fullscreenElement !== null')).toBe(true);
  });

  test('when the feed dies, and after a reload without it, all that was there can still be read, with its age', async () => {
    const { page, source } = await aPage();
    await shows(page, '.state-word', 'Live');
    const before = await namesOnPage(page);
    await expect.poll(async () => Object.keys(await keptPictures(page))).toEqual([`${announcedEvent.eventId} announcer`]);
    source.dropFeed();
    await shows(page, '.state-word', 'Link lost');
    await page.reload();
    await shows(page, '.state-word', 'Kept copy');
    expect(await namesOnPage(page)).toEqual(before);
    expect(await textOf(page, '.state-sentence')).toMatch(/s old, kept by this browser/);
    source.resumeFeed();
    await shows(page, '.state-word', 'Live');
  });

  test('without the key there is a door and no name; a wrong key is said to be wrong, the right one lasts until the tab is closed', async () => {
    const { page, source } = await aPage({ key: 'the key' });
    await page.getByRole('heading', { name: 'Announcer' }).waitFor();
    expect(await page.locator('.runner-name').count()).toBe(0);
    await page.getByLabel('Key', { exact: true }).fill('wrong');
    await page.keyboard.press('Enter');
    await shows(page, '[role="alert"]', 'does not take this key');
    await page.getByLabel('Key', { exact: true }).fill('the key');
    await page.keyboard.press('Enter');
    await page.locator('.finishers .runner-name').first().waitFor();
    await page.reload();
    await page.locator('.finishers .runner-name').first().waitFor();

    const other = await page.context().newPage();
    await other.goto(source.announcerUrl);
    await other.getByRole('heading', { name: 'Announcer' }).waitFor();
    source.tell({ rows: [announcedFinisher(138, { name: 'Heard But Not Kept' })] });
    await page.locator('.runner-name', { hasText: 'Heard But Not Kept' }).first().waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Announcer' }).waitFor();
    await expect.poll(() => keptPictures(page)).toEqual({});
    await page.evaluate(leave);
    expect(await keptPictures(page)).toEqual({});
  });

  test('a note is only ever text', async () => {
    const { page, source } = await aPage();
    source.tell({ rows: [announcedFinisher(138, { announce: { note: '<img src=x onerror="window.harmed=1">' } })] });
    await shows(page, '.facts', '<img src=x');
    expect(await page.evaluate('window.harmed')).toBeUndefined();
  });

  // The other scenes, and the other screens, are looked at by `npm run screens announcer`.
  const looks = [
    ...['line', 'records', 'held', 'find', 'hostile-names', 'very-large', 'keys', 'sign-in'].map((name) => ({
      name,
      screen: 'laptop' as const,
    })),
    { name: 'line', screen: 'tablet' as const },
    { name: 'hostile-names', screen: 'portrait' as const },
  ];
  test.each(looks)('$name on a $screen fits, is whole, and axe has nothing to say', async ({ name, screen }) => {
    const scene = announcerScenes.find((one) => one.name === name)!;
    expect(await lookAtAnnouncer(browser, { scene, screen })).toEqual([]);
  });
});

/** Runs in the page: it is told that nobody sees it any more, upon which it keeps what it has not kept yet. */
const leave = `{
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}`;
